// Wrong on purpose: ends an aborted attempt by the way of the deadline, and tells its code.
// check: aborted
// cause: abort-taken-for-timeout
import net from 'node:net';
import type {
  Connected,
  ConnectOptions,
  Target,
} from '../../../../solutions/14-connect-and-timeouts.ts';

export { describeSocket, readWithin } from '../../../../solutions/14-connect-and-timeouts.ts';

export function connectEx(
  target: Target,
  { deadlineMs, signal }: ConnectOptions = {},
): Promise<Connected> {
  return new Promise((resolve) => {
    try {
      const giveUp = new AbortController();
      const stop = () => giveUp.abort();
      if (signal?.aborted) stop();
      signal?.addEventListener('abort', stop);
      const timer = setTimeout(stop, deadlineMs ?? 2 ** 31 - 1);
      const socket = net.connect({ ...target, signal: giveUp.signal });
      const onError = (error: Error) => {
        clearTimeout(timer);
        resolve({ code: giveUp.signal.aborted ? 'ETIMEDOUT' : codeOf(error) });
      };
      socket.once('error', onError);
      socket.once('connect', () => {
        clearTimeout(timer);
        socket.off('error', onError);
        resolve({ code: 0, socket });
      });
    } catch (error) {
      resolve({ code: codeOf(error) });
    }
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
