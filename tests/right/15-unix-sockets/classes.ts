// Right: classes; sockets are read by async iterators, files looked at first and synchronously, the mode made by the umask
import { once } from 'node:events';
import { lstatSync, unlinkSync } from 'node:fs';
import net from 'node:net';

export type Found = 'free' | 'live' | 'stale' | 'other';

class Place {
  static readonly #starting = new Set<string>();
  readonly path: string;

  constructor(path: string, platform: NodeJS.Platform = process.platform) {
    const room = platform === 'linux' ? 108 : 104;
    if (platform !== 'win32' && Buffer.byteLength(path, 'utf8') >= room)
      throw new RangeError(`${path} does not fit into ${room} bytes`);
    this.path = path;
  }

  static in(folder: string, name: string, platform: NodeJS.Platform): Place {
    const separator = '/';
    const path = platform === 'win32' ? `\\\\.\\pipe\\${name}` : folder + separator + name;
    return new Place(path, platform);
  }

  get #isSocket(): boolean | undefined {
    if (process.platform === 'win32') return true;
    return lstatSync(this.path, { throwIfNoEntry: false })?.isSocket();
  }

  async probe(): Promise<Found> {
    const isSocket = this.#isSocket;
    if (isSocket === undefined) return 'free';
    if (!isSocket) return 'other';
    const visit = new Visit(this);
    try {
      await visit.begin();
      return 'live';
    } catch (error) {
      if (!(error instanceof Error && 'code' in error)) throw error;
      const meaning = new Map<unknown, Found>([
        ['ECONNREFUSED', 'stale'],
        ['EAGAIN', 'live'],
        ['ENOENT', 'free'],
      ]);
      const found = meaning.get(error.code);
      if (found === undefined) throw error;
      return found;
    } finally {
      visit.end();
    }
  }

  /** One start at a time in this program; whoever comes meanwhile finds the place in use. */
  async claim(mode: number): Promise<net.Server> {
    if (Place.#starting.has(this.path)) throw this.#inUse();
    Place.#starting.add(this.path);
    try {
      const found = await this.probe();
      if (found === 'live' || found === 'other') throw this.#inUse();
      if (found === 'stale') unlinkSync(this.path);
      return await new Machine().open(this.path, mode);
    } finally {
      Place.#starting.delete(this.path);
    }
  }

  #inUse(): Error {
    return Object.assign(new Error(`${this.path}: somebody is there`), { code: 'EADDRINUSE' });
  }
}

class Visit {
  readonly #socket: net.Socket;

  constructor({ path }: Place) {
    this.#socket = net.connect({ path });
  }

  async begin(): Promise<void> {
    await once(this.#socket, 'connect');
  }

  end(): void {
    this.#socket.destroy();
  }

  async draw(): Promise<number> {
    await this.begin();
    this.#socket.write(Buffer.of(10));
    let digits = '';
    for await (const chunk of this.#socket as AsyncIterable<Buffer>) {
      for (const byte of chunk) {
        if (byte === 10 && digits !== '') return Number(digits);
        if (byte < 48 || byte > 57) throw new Error(`byte ${byte} is no digit`);
        digits += String.fromCharCode(byte);
      }
    }
    throw new Error('the server left');
  }
}

class Machine {
  #last = 0n;

  async open(path: string, mode: number): Promise<net.Server> {
    const server = net.createServer((socket) => void this.#serve(socket));
    const before = process.umask(0o777 - mode);
    server.listen(path);
    process.umask(before);
    await once(server, 'listening');
    return server;
  }

  async #serve(socket: net.Socket): Promise<void> {
    socket.on('error', () => {});
    try {
      for await (const chunk of socket as AsyncIterable<Buffer>) {
        const newlines = chunk.filter((byte) => byte === 10).length;
        for (let i = 0; i < newlines; i++) {
          this.#last += 1n;
          socket.write(`${String(this.#last)}\n`);
        }
      }
    } catch {
      socket.destroy();
    }
  }
}

export function socketPath(
  folder: string,
  name: string,
  platform: NodeJS.Platform = process.platform,
): string {
  return Place.in(folder, name, platform).path;
}

export async function startTicketServer(place: string, mode = 0o600): Promise<net.Server> {
  return new Place(place).claim(mode & 0o777);
}

export async function drawTicket(place: string): Promise<number> {
  const visit = new Visit(new Place(place));
  return visit.draw().finally(() => visit.end());
}

export async function probePath(place: string): Promise<Found> {
  return new Place(place).probe();
}
