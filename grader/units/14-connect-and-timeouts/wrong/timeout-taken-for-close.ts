// Wrong on purpose: believes that a socket closes itself when its 'timeout' is over.
// check: deadline
// cause: timeout-closes-nothing
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
      const socket = net.connect({ ...target, signal });
      const onError = (error: Error) => {
        resolve({ code: codeOf(error) });
      };
      socket.once('error', onError);
      socket.once('connect', () => {
        socket.off('error', onError);
        socket.setTimeout(0);
        resolve({ code: 0, socket });
      });
      // After this time the socket gives up, and 'close' follows.
      if (deadlineMs !== undefined) socket.setTimeout(deadlineMs);
      socket.once('close', () => resolve({ code: 'ETIMEDOUT' }));
    } catch (error) {
      resolve({ code: codeOf(error) });
    }
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
