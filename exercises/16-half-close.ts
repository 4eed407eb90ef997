import type net from 'node:net';

/** Where a server listens. Port 0 lets the kernel choose. */
export interface Address {
  host: string;
  port: number;
}

/** Makes the reply to a question. It may take long, and it may fail. */
export type Reply = (question: Buffer) => Promise<Uint8Array>;

/** What one client may take. */
export interface Limits {
  /** The longest question that is read, in bytes. */
  mostBytes: number;
  /** How long a client that was told `too long` is waited for, in ms. */
  lingerMs: number;
}

/** A server that can be shut down with care. */
export interface ReplyServer extends net.Server {
  /**
   * Refuses new clients at once and lets the others finish, for `graceMs` at most; whoever is left
   * is reset. Resolves with the number of those, as soon as no connection is open.
   */
  shutdown(graceMs: number): Promise<number>;
}

/**
 * A server for one question and one reply on each connection. The question is all that a client
 * sends before its FIN. Then `reply` is called with it, once; what its promise comes to is sent,
 * however late, and FIN behind it. Where the promise is rejected, the client is reset. Resolves
 * once it listens; rejects with the kernel's error where it cannot.
 *
 * A client that sends more than `mostBytes` gets `too long\n` and FIN at once. What it still sends
 * is read and dropped until its FIN; where that has not come `lingerMs` later, it is reset.
 */
export async function startReplyServer(
  address: Address,
  reply: Reply,
  limits: Limits,
): Promise<ReplyServer> {
  throw new Error('startReplyServer is not written yet');
}
