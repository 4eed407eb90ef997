// Right: 'data' events with pause(), and the socket's own limit of quiet for connecting
import net from 'node:net';

type Done = (outcome: { code: 0 | string; socket?: net.Socket }) => void;

function start(
  target: net.NetConnectOpts,
  deadlineMs: number,
  signal: AbortSignal | undefined,
  done: Done,
): void {
  if (signal?.aborted) {
    done({ code: 'ABORT_ERR' });
    return;
  }
  let socket: net.Socket;
  try {
    socket = net.createConnection(target);
  } catch (error) {
    done({ code: String(Object(error).code) });
    return;
  }
  const tooLate = () => {
    socket.removeAllListeners('connect');
    socket.destroy();
    done({ code: 'ETIMEDOUT' });
  };
  socket.setTimeout(deadlineMs, tooLate);
  const failed = (error: NodeJS.ErrnoException) => done({ code: error.code ?? 'EUNKNOWN' });
  socket.on('error', failed);
  const abort = () => socket.destroy(Object.assign(new Error('aborted'), { code: 'ABORT_ERR' }));
  signal?.addEventListener('abort', abort, { once: true });
  socket.on('close', () => signal?.removeEventListener('abort', abort));
  socket.once('connect', () => {
    socket.setTimeout(0);
    socket.off('timeout', tooLate);
    signal?.removeEventListener('abort', abort);
    done({ code: 0, socket });
  });
}

export function connectEx(
  target: net.NetConnectOpts,
  options?: { deadlineMs?: number; signal?: AbortSignal },
) {
  return new Promise<Parameters<Done>[0]>((resolve) => {
    start(target, options?.deadlineMs ?? 0, options?.signal, resolve);
  });
}

export function readWithin(socket: net.Socket, ms: number): Promise<Buffer | null> {
  if (socket.readableEnded) return Promise.resolve(null);
  if (socket.destroyed) return Promise.reject(socket.errored ?? new Error('closed'));
  return new Promise((resolve, reject) => {
    const stop = () => {
      socket.pause();
      clearTimeout(timer);
      socket.off('data', data).off('end', end).off('error', fail).off('close', closed);
    };
    const data = (chunk: Buffer) => {
      stop();
      resolve(chunk);
    };
    const end = () => {
      stop();
      resolve(null);
    };
    const fail = (error: Error) => {
      stop();
      reject(error);
    };
    const closed = () => fail(new Error('closed'));
    const timer = setTimeout(() => {
      fail(Object.assign(new Error('ETIMEDOUT'), { code: 'ETIMEDOUT' }));
    }, ms);
    socket.on('data', data).on('end', end).on('error', fail).on('close', closed).resume();
  });
}

export const describeSocket = (socket: net.Socket) => ({
  local: { host: socket.localAddress, port: socket.localPort },
  peer: { host: socket.remoteAddress, port: socket.remotePort },
  timeoutMs: (socket.timeout ?? 0) > 0 ? socket.timeout : null,
});
