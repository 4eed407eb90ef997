// Wrong on purpose: makes the deadline a signal, and tells whatever code the socket has then.
// check: deadline
// cause: abort-for-timeout
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
    const over = new AbortController();
    const timer = deadlineMs === undefined ? undefined : setTimeout(() => over.abort(), deadlineMs);
    const settle = (outcome: Connected) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    try {
      const signals = signal ? [signal, over.signal] : [over.signal];
      const socket = net.connect({ ...target, signal: AbortSignal.any(signals) });
      const onError = (error: Error) => settle({ code: codeOf(error) });
      socket.once('error', onError);
      socket.once('connect', () => {
        socket.off('error', onError);
        settle({ code: 0, socket });
      });
    } catch (error) {
      settle({ code: codeOf(error) });
    }
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
