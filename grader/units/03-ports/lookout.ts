import { once } from 'node:events';
import net from 'node:net';
import type { Stage } from '../../vocabulary.ts';

/** What a server does with somebody who connects. Whatever comes from there is read, and not answered. */
type Manners = 'silent' | 'greets' | 'hangs up';

/** A server of the grader's that knows who has connected to it. */
export class Lookout {
  readonly host: string;
  readonly port: number;
  readonly #server: net.Server;
  /** The remote ports of all connections, in the order in which they came. */
  readonly #came: number[] = [];
  readonly #own = new Set<number>();
  readonly #seen: { ended: number };

  private constructor(
    server: net.Server,
    { address, port }: net.AddressInfo,
    seen: { ended: number },
  ) {
    this.#seen = seen;
    this.host = address;
    this.port = port;
    this.#server = server;
    server.on('connection', ({ remotePort }: net.Socket) => this.#came.push(remotePort ?? 0));
  }

  /** How many have connected, as far as this process has heard. */
  get heard(): number {
    return this.#came.length;
  }

  /** How many have sent FIN, as far as this process has heard. */
  get ended(): number {
    return this.#seen.ended;
  }

  /** Listens; undefined where this system has no such address, or the port is taken. */
  static async listen(
    stage: Stage,
    manners: Manners,
    { host = '127.0.0.1', port = 0 } = {},
  ): Promise<Lookout | undefined> {
    const sockets = new Set<net.Socket>();
    const seen = { ended: 0 };
    const server = net.createServer({ allowHalfOpen: true }, (socket) => {
      sockets.add(socket);
      socket.on('error', () => {}); // whoever surveys may break off with RST
      socket.on('close', () => sockets.delete(socket));
      socket.on('end', () => seen.ended++);
      socket.resume();
      if (manners === 'greets') socket.write('220 ready\r\n');
      if (manners === 'hangs up') socket.end();
    });
    server.listen(port, host);
    const bound = await once(server, 'listening').then(
      () => server.address(),
      () => null,
    );
    if (bound === null || typeof bound === 'string') return undefined;
    stage.closeAtEnd(async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return new Lookout(server, bound, seen);
  }

  /** As listen(), on a port of 127.0.0.1 that the kernel chooses. */
  static async open(stage: Stage, manners: Manners): Promise<Lookout> {
    const lookout = await Lookout.listen(stage, manners);
    if (!lookout) throw new Error('nothing can listen on 127.0.0.1');
    return lookout;
  }

  /**
   * The port of a client of ours that stays connected. Nobody listens there, and nobody else can: a
   * port that was only free a moment ago may have been given to another program since.
   */
  async clientPort(stage: Stage): Promise<number> {
    const socket = await this.#connect();
    stage.closeAtEnd(async () => socket.destroy());
    return socket.localPort ?? 0;
  }

  /**
   * How many have connected up to now, not counting ourselves. Connections are accepted in the order
   * in which they came, so one that we make now is the last of them.
   */
  async strangers(): Promise<number> {
    const socket = await this.#connect();
    const { localPort = 0 } = socket;
    while (!this.#came.includes(localPort)) await once(this.#server, 'connection');
    socket.destroy();
    return this.#came.filter((port) => !this.#own.has(port)).length;
  }

  async #connect(): Promise<net.Socket> {
    const socket = net.connect({ host: this.host, port: this.port });
    await once(socket, 'connect');
    socket.on('error', () => {}); // the server may be the first to close
    this.#own.add(socket.localPort ?? 0);
    return socket;
  }
}
