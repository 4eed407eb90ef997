import type net from 'node:net';

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

/** What is known of a request. */
export interface RequestOptions {
  /** Whether it does no harm if the server carries the request out twice. */
  idempotent?: boolean;
}

/** What a client may take. */
export interface ServerOptions {
  /** So many milliseconds without a byte from a client that is owed no reply, and it is closed. */
  idleMs: number;
}

/**
 * A short connection: connects, sends one request, resolves with the body of the reply, and closes.
 * Rejects with Node's error where there is no connection, and with an Error where it ends too early.
 */
export function requestOnce(address: Address, body: Uint8Array): Promise<Buffer> {
  throw new Error('requestOnce is not written yet');
}

/** A long connection: made when a request needs one, used by all, and replaced once it is gone. */
export class LongClient {
  constructor(address: Address, options: LongOptions) {
    throw new Error('LongClient is not written yet');
  }

  /**
   * Sends a request at once, behind those that wait for their replies; resolves with its reply. Where
   * the connection is lost before that, an idempotent one is sent once more, any other is rejected:
   * with the code ETIMEDOUT where the server was silent for deadMs.
   */
  request(body: Uint8Array, options?: RequestOptions): Promise<Buffer> {
    throw new Error('request is not written yet');
  }

  /** Takes no more requests, waits for the replies to those under way, and closes the connection. */
  close(): Promise<void> {
    throw new Error('close is not written yet');
  }
}

/**
 * Answers each request by its own body, as many milliseconds later as its first two bytes say (uint16
 * big-endian), and each heartbeat by a heartbeat at once. Resolves once it listens.
 */
export async function startSlowEchoServer(
  address: Address,
  options: ServerOptions,
): Promise<net.Server> {
  throw new Error('startSlowEchoServer is not written yet');
}
