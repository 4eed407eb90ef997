import net from 'node:net';

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
export function connectEx(
  target: Target,
  { deadlineMs, signal }: ConnectOptions = {},
): Promise<Connected> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const settle = (outcome: Connected) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    try {
      // A port that is none is thrown here, before there is a socket.
      const socket = net.connect({ ...target, signal });
      const onError = (error: Error) => settle({ code: codeOf(error) });
      socket.once('error', onError);
      socket.once('connect', () => {
        socket.off('error', onError);
        settle({ code: 0, socket });
      });
      if (deadlineMs !== undefined) {
        timer = setTimeout(() => {
          // Without this the kernel would go on sending SYNs, and might still connect.
          socket.destroy();
          settle({ code: 'ETIMEDOUT' });
        }, deadlineMs);
      }
    } catch (error) {
      settle({ code: codeOf(error) });
    }
  });
}

/**
 * The bytes that have come or come next, one at least; null once FIN has come. Rejects with the code
 * ETIMEDOUT where neither comes within `ms`: the socket stays open, and the next call goes on. Rejects
 * with the socket's error where the connection is reset.
 */
export function readWithin(socket: net.Socket, ms: number): Promise<Buffer | null> {
  return new Promise((resolve, reject) => {
    const clear = () => {
      clearTimeout(timer);
      for (const event of ['readable', 'end', 'error', 'close']) socket.off(event, look);
    };
    const look = () => {
      // What has come stays in the socket until somebody takes it: nothing is lost between calls.
      const chunk: Buffer | null = socket.read();
      if (chunk === null && !isOver(socket)) return;
      clear();
      if (chunk !== null) resolve(chunk);
      else if (socket.readableEnded) resolve(null);
      else reject(socket.errored ?? withCode('ECONNABORTED', 'the socket was closed on this side'));
    };
    const timer = setTimeout(() => {
      clear();
      reject(withCode('ETIMEDOUT', `nothing came within ${ms} ms`));
    }, ms);
    for (const event of ['readable', 'end', 'error', 'close']) socket.on(event, look);
    look();
  });
}

/** Both ends of a connected socket, and its limit of quiet. */
export function describeSocket(socket: net.Socket): SocketDescription {
  return {
    local: { host: socket.localAddress ?? '', port: socket.localPort ?? 0 },
    peer: { host: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 },
    // For Node 0 is no limit; for Python's settimeout it would mean not to wait at all.
    timeoutMs: socket.timeout || null,
  };
}

function isOver(socket: net.Socket): boolean {
  return socket.readableEnded || socket.destroyed;
}

function withCode(code: string, message: string): Error {
  return Object.assign(new Error(`${code}: ${message}`), { code });
}

/** The kernel's name of an error. The one of an AggregateError is that of the first attempt. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
