// Right: async functions, once() and AbortSignal
import { once } from 'node:events';
import net from 'node:net';

type Target = { host: string; port: number; localPort?: number } | { path: string };

export async function connectEx(
  target: Target,
  options: { deadlineMs?: number; signal?: AbortSignal } = {},
): Promise<{ code: 0 | string; socket?: net.Socket }> {
  const deadline = new AbortController();
  const { deadlineMs } = options;
  const timer =
    deadlineMs === undefined ? undefined : setTimeout(() => deadline.abort(), deadlineMs);
  let socket: net.Socket | undefined;
  try {
    socket = net.connect(target);
    const { signal = deadline.signal } = options;
    const either = AbortSignal.any([deadline.signal, signal]);
    await once(socket, 'connect', { signal: either });
    return { code: 0, socket };
  } catch (error) {
    socket?.on('error', () => {}).destroy();
    if (deadline.signal.aborted) return { code: 'ETIMEDOUT' };
    return { code: (error as NodeJS.ErrnoException).code ?? 'UNKNOWN' };
  } finally {
    clearTimeout(timer);
  }
}

export async function readWithin(socket: net.Socket, ms: number): Promise<Buffer | null> {
  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), ms);
  const { signal } = over;
  try {
    for (;;) {
      const chunk: Buffer | null = socket.read();
      if (chunk) return chunk;
      if (socket.readableEnded) return null;
      if (socket.errored) throw socket.errored;
      if (socket.destroyed) throw new Error('destroyed');
      // Whichever event is not the first must not stay behind.
      const first = new AbortController();
      const either = AbortSignal.any([signal, first.signal]);
      const events = ['readable', 'end', 'close'].map((name) =>
        once(socket, name, { signal: either }),
      );
      try {
        await Promise.race(events);
      } finally {
        first.abort();
        await Promise.allSettled(events);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    throw Object.assign(new Error('timed out', { cause: error }), { code: 'ETIMEDOUT' });
  } finally {
    clearTimeout(timer);
  }
}

export function describeSocket(socket: net.Socket) {
  const { localAddress, localPort, remoteAddress, remotePort, timeout } = socket;
  return {
    timeoutMs: timeout === undefined || timeout === 0 ? null : timeout,
    peer: { port: remotePort, host: remoteAddress },
    local: { port: localPort, host: localAddress },
  };
}
