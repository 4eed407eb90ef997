import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** Where a server listens. Port 0 lets the kernel choose. */
export interface Address {
  host: string;
  port: number;
}

/** The times of a LongClient, in milliseconds. */
export interface LongOptions {
  /** So long without a request made or under way, and the connection is closed. */
  idleMs: number;
  /** So long without a byte from the server, and a heartbeat is sent at the latest. */
  heartbeatMs: number;
  /** So long without a byte from the server, and it is given up. Longer than heartbeatMs. */
  deadMs: number;
}

export interface RequestOptions {
  /** Whether it does no harm if the server carries the request out twice. */
  idempotent?: boolean;
}

export interface ServerOptions {
  /** So many milliseconds without a byte from a client that is owed no reply, and it is closed. */
  idleMs: number;
}

const HEADER_BYTES = 4;
const MOST_BODY_BYTES = 65_536;
/** A frame without a body: neither a request nor a reply, only a sign of life. */
const HEARTBEAT = encodeFrame(Buffer.alloc(0));

interface Pending {
  body: Uint8Array;
  /** Whether it is sent again, once, where the connection is lost before the reply. */
  repeatable: boolean;
  resolve(reply: Buffer): void;
  reject(error: Error): void;
}

/**
 * A short connection: connects, sends one request, resolves with the body of the reply, and closes.
 * Rejects with Node's error where there is no connection, and with an Error where it ends too early.
 */
export function requestOnce(address: Address, body: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ ...address });
    forEachFrame(socket, (reply) => {
      if (reply.length === 0) return;
      resolve(reply);
      socket.end();
    });
    socket.on('error', reject);
    // After the reply this says nothing new: a promise settles once.
    socket.on('close', () => reject(new Error('the connection ended before the reply')));
    socket.write(encodeFrame(body));
  });
}

/** A long connection: made when a request needs one, used by all, and replaced once it is gone. */
export class LongClient {
  readonly #address: Address;
  readonly #options: LongOptions;
  /** Requests without a reply, in the order in which they were sent: the next reply is the first's. */
  #pending: Pending[] = [];
  #socket: net.Socket | undefined;
  #idle: NodeJS.Timeout | undefined;
  #closing = false;
  /** Settles with the end of the newest connection. */
  #over: Promise<void> = Promise.resolve();

  constructor(address: Address, options: LongOptions) {
    this.#address = address;
    this.#options = options;
  }

  /**
   * Sends a request at once, behind those that wait for their replies; resolves with its reply. Where
   * the connection is lost before that, an idempotent one is sent once more, any other is rejected:
   * with the code ETIMEDOUT where the server was silent for deadMs.
   */
  request(body: Uint8Array, { idempotent = false }: RequestOptions = {}): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      if (this.#closing) throw new Error('the client is closed');
      this.#send({ body, repeatable: idempotent, resolve, reject });
    });
  }

  /** Takes no more requests, waits for the replies to those under way, and closes the connection. */
  async close(): Promise<void> {
    this.#closing = true;
    if (this.#pending.length === 0) this.#end();
    await this.#over;
  }

  #send(request: Pending): void {
    clearTimeout(this.#idle);
    this.#socket ??= this.#connect();
    this.#pending.push(request);
    this.#socket.write(encodeFrame(request.body));
  }

  #connect(): net.Socket {
    const { heartbeatMs, deadMs } = this.#options;
    const socket = net.connect({ ...this.#address });
    let failure = new Error('the connection ended before the reply');
    let heard = performance.now();
    // Not socket.setTimeout(): our own heartbeats would count as activity.
    const beat = setInterval(() => {
      if (performance.now() - heard >= deadMs) {
        socket.destroy(withCode('ETIMEDOUT', `nothing came from the server for ${deadMs} ms`));
      } else if (socket.writable && !socket.connecting) {
        socket.write(HEARTBEAT);
      }
    }, heartbeatMs);
    socket.on('data', () => {
      heard = performance.now();
    });
    forEachFrame(socket, (reply) => {
      if (reply.length > 0) this.#settle(reply);
    });
    socket.on('error', (error) => {
      failure = error;
    });
    // From FIN on this connection is of no use, not even to a request made before 'close'.
    socket.on('end', () => {
      this.#lose(socket, failure);
      socket.destroy();
    });
    this.#over = new Promise((resolve) => {
      socket.on('close', () => {
        clearInterval(beat);
        this.#lose(socket, failure);
        resolve();
      });
    });
    return socket;
  }

  #settle(reply: Buffer): void {
    this.#pending.shift()?.resolve(reply);
    if (this.#pending.length > 0) return;
    if (this.#closing) this.#end();
    else this.#idle = setTimeout(() => this.#end(), this.#options.idleMs);
  }

  /** FIN, as nobody asks any more. The next request makes a connection of its own. */
  #end(): void {
    clearTimeout(this.#idle);
    this.#socket?.end();
    this.#socket = undefined;
  }

  #lose(socket: net.Socket, failure: Error): void {
    if (this.#socket !== socket) return;
    this.#socket = undefined;
    clearTimeout(this.#idle);
    const lost = this.#pending;
    this.#pending = [];
    for (const request of lost) {
      // Nobody knows how far the server came with it. Twice is once too often, unless they say otherwise.
      if (request.repeatable && !this.#closing) this.#send({ ...request, repeatable: false });
      else request.reject(failure);
    }
  }
}

/**
 * Answers each request by its own body, as many milliseconds later as its first two bytes say (uint16
 * big-endian), and each heartbeat by a heartbeat at once. Resolves once it listens.
 */
export async function startSlowEchoServer(
  { host, port }: Address,
  { idleMs }: ServerOptions,
): Promise<net.Server> {
  // allowHalfOpen: whoever has sent FIN is still owed the replies.
  const server = net.createServer({ allowHalfOpen: true }, (socket) => serve(socket, idleMs));
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

function serve(socket: net.Socket, idleMs: number): void {
  let owed = 0;
  let lastReply: Promise<unknown> = Promise.resolve();
  forEachFrame(socket, (body) => {
    if (body.length === 0) {
      socket.write(HEARTBEAT);
      return;
    }
    owed += 1;
    // The work of all goes on at the same time; the replies keep the order of the requests.
    lastReply = Promise.all([lastReply, wait(msOf(body))]).then(() => {
      owed -= 1;
      socket.write(encodeFrame(body));
    });
  });
  socket.setTimeout(idleMs);
  // A listener, as the callback of setTimeout() is called only once. Where a reply is owed the clock
  // starts again with it. destroy(), as a client that has vanished would never answer our FIN.
  socket.on('timeout', () => owed === 0 && socket.destroy());
  socket.on('end', () => void lastReply.then(() => socket.end()));
  socket.on('error', () => {}); // a reset ends this conversation, not the process
}

/** A frame, as in unit 11: the length of the body as uint32 big-endian, then the body. */
function encodeFrame(body: Uint8Array): Buffer {
  const frame = Buffer.alloc(HEADER_BYTES + body.length);
  frame.writeUInt32BE(body.length);
  frame.set(body, HEADER_BYTES);
  return frame;
}

/** Hands on the body of each frame that arrives. A longer one ends the connection. */
function forEachFrame(socket: net.Socket, take: (body: Buffer) => void): void {
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk) => {
    // Copies what was left over, at most one frame. For large frames unit 11 has a better way.
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= HEADER_BYTES) {
      const end = HEADER_BYTES + rest.readUInt32BE();
      if (end > HEADER_BYTES + MOST_BODY_BYTES) {
        socket.destroy();
        return;
      }
      if (end > rest.length) return;
      take(rest.subarray(HEADER_BYTES, end));
      rest = rest.subarray(end);
    }
  });
}

/** How long the work on a request takes; none for a body that is too short to say. */
function msOf(body: Buffer): number {
  return body.length < 2 ? 0 : body.readUInt16BE();
}

function withCode(code: string, message: string): Error {
  return Object.assign(new Error(`${code}: ${message}`), { code });
}
