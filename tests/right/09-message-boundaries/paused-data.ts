// Right: 'data' with pause() and resume(), and an inbox for each socket that goes on listening.
import type net from 'node:net';

class Inbox {
  #chunks: Buffer[] = [];
  #bytes = 0;
  #state: 'open' | 'over' = 'open';
  #error: Error | undefined;
  #wake: () => void = () => {};
  readonly #socket: net.Socket;

  constructor(socket: net.Socket) {
    this.#socket = socket;
    if (socket.readableEnded || socket.destroyed) this.#over(socket.errored ?? undefined);
    socket.on('data', (chunk: Buffer) => {
      this.#chunks.push(chunk);
      this.#bytes += chunk.length;
      socket.pause();
      this.#wake();
    });
    socket.on('end', () => this.#over());
    socket.on('error', (error) => this.#over(error));
    socket.on('close', () => this.#over());
    socket.pause();
  }

  #over(error?: Error): void {
    this.#state = 'over';
    this.#error ??= error;
    this.#wake();
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** False where no more will come. */
  async grow(): Promise<boolean> {
    const before = this.#bytes;
    while (this.#bytes === before && this.#state === 'open') {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        this.#socket.resume();
      });
    }
    if (this.#bytes > before) return true;
    if (this.#error) throw this.#error;
    return false;
  }

  take(count: number): Buffer {
    const all = Buffer.concat(this.#chunks);
    this.#chunks = count < all.length ? [all.subarray(count)] : [];
    this.#bytes = all.length - count;
    return all.subarray(0, count);
  }

  /** The place of the byte from `from` on, or -1. */
  find(byte: number, from: number): number {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0]?.indexOf(byte, from) ?? -1;
  }
}

const inboxes = new WeakMap<net.Socket, Inbox>();

function inboxOf(socket: net.Socket): Inbox {
  const inbox = inboxes.get(socket) ?? new Inbox(socket);
  inboxes.set(socket, inbox);
  return inbox;
}

export function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  // A throw is as good as a rejection.
  if (!(n >= 0) || n % 1 !== 0) throw new RangeError(`${n}`);
  return (async () => {
    if (n === 0) return Buffer.from([]);
    const inbox = inboxOf(socket);
    while (inbox.bytes < n) {
      if (!(await inbox.grow())) throw new Error(`wanted ${n} bytes, and got ${inbox.bytes}`);
    }
    return inbox.take(n);
  })();
}

export async function* readLines(socket: net.Socket, options?: { maxLineLength?: number }) {
  const most = options?.maxLineLength ?? 2 ** 16;
  const inbox = inboxOf(socket);
  for (let seen = 0; ; ) {
    const at = inbox.find(10, seen);
    if (at < 0) {
      if (inbox.bytes > most + 1) throw new RangeError('line too long');
      seen = inbox.bytes;
      if (await inbox.grow()) continue;
      if (inbox.bytes > most) throw new RangeError('line too long');
      if (inbox.bytes > 0) yield new TextDecoder().decode(inbox.take(inbox.bytes));
      return;
    }
    seen = 0;
    const line = inbox.take(at + 1);
    const end = at > 0 && line[at - 1] === 13 ? at - 1 : at;
    if (end > most) throw new RangeError('line too long');
    yield new TextDecoder().decode(line.subarray(0, end));
  }
}
