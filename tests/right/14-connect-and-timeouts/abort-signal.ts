// Right: the signal option of net.connect(), and callbacks that poll the socket's state
import net from 'node:net';

interface Options {
  deadlineMs?: number;
  signal?: AbortSignal;
}

export const connectEx = (target: net.NetConnectOpts, { deadlineMs, signal }: Options = {}) =>
  new Promise<{ code: string | 0; socket?: net.Socket }>((resolve) => {
    const controller = new AbortController();
    let timedOut = false;
    const abort = () => controller.abort();
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
    const timer =
      deadlineMs &&
      setTimeout(() => {
        timedOut = true;
        abort();
      }, deadlineMs);
    const tell = (outcome: { code: string | 0; socket?: net.Socket }) => {
      if (timer) clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      resolve(outcome);
    };
    try {
      const socket = net.connect({ ...target, signal: controller.signal }, () => {
        tell({ code: 0, socket });
      });
      socket.on('error', (error) => {
        const { code } = error as NodeJS.ErrnoException;
        tell({ code: timedOut ? 'ETIMEDOUT' : (code ?? 'EIO') });
      });
    } catch (error) {
      tell({ code: error instanceof RangeError ? 'ERR_SOCKET_BAD_PORT' : 'EINVAL' });
    }
  });

export async function readWithin(socket: net.Socket, ms: number): Promise<Buffer | null> {
  const until = performance.now() + ms;
  const ignore = () => {};
  // A reset between two looks is found in `errored`; without a listener it would end the process.
  socket.on('error', ignore);
  try {
    for (;;) {
      const chunk: Buffer | null = socket.read();
      if (chunk !== null) return chunk;
      if (socket.readableEnded) return null;
      if (socket.errored) return await Promise.reject(socket.errored);
      if (socket.destroyed) throw new Error('the socket is closed');
      if (performance.now() >= until) {
        throw Object.assign(new Error('too late'), { code: 'ETIMEDOUT' });
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  } finally {
    socket.off('error', ignore);
  }
}

export function describeSocket(socket: net.Socket) {
  const timeoutMs = socket.timeout || null;
  const local = { host: String(socket.localAddress), port: Number(socket.localPort) };
  const peer = { host: String(socket.remoteAddress), port: Number(socket.remotePort) };
  return Object.freeze({ local, peer, timeoutMs });
}
