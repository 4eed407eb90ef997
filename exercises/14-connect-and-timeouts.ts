import type net from 'node:net';

/** Where to connect to: a host and a port (and the port to leave from), or the path of a Unix socket. */
export type Target = { host: string; port: number; localPort?: number } | { path: string };

/** What connectEx takes: what ends an attempt that has come to nothing yet, besides the kernel. */
export interface ConnectOptions {
  /** Milliseconds until it is given up. */
  deadlineMs?: number;
  signal?: AbortSignal;
}

/** What came of an attempt to connect: 0 and the connected socket, or the code of the error alone. */
export interface Connected {
  code: 0 | string;
  socket?: net.Socket;
}

/** One end of a connection. */
export interface End {
  host: string;
  port: number;
}

/** What Python's getsockname(), getpeername() and gettimeout() tell. */
export interface SocketDescription {
  local: End;
  peer: End;
  /** Milliseconds of quiet before the event 'timeout', or null where there is no such limit. */
  timeoutMs: number | null;
}

/**
 * Connects, and tells what came of it by a code: 0, or ECONNREFUSED, ETIMEDOUT, ABORT_ERR … It never
 * throws and its promise is never rejected. Where the code is not 0, nothing is left of the attempt.
 */
export function connectEx(target: Target, options?: ConnectOptions): Promise<Connected> {
  throw new Error('connectEx is not written yet');
}

/**
 * The bytes that have come or come next, one at least; null once FIN has come. Rejects with the code
 * ETIMEDOUT where neither comes within `ms`: the socket stays open, and the next call goes on. Rejects
 * with the socket's error where the connection is reset.
 */
export function readWithin(socket: net.Socket, ms: number): Promise<Buffer | null> {
  throw new Error('readWithin is not written yet');
}

/** Both ends of a connected socket, and its limit of quiet. */
export function describeSocket(socket: net.Socket): SocketDescription {
  throw new Error('describeSocket is not written yet');
}
