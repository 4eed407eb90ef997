// Wrong on purpose: sets a limit of quiet for connecting, and never takes it off.
// check: stays-open
// cause: idle-limit-kept
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
        resolve({ code: 0, socket });
      });
      if (deadlineMs !== undefined) {
        socket.setTimeout(deadlineMs, () => {
          socket.destroy();
          resolve({ code: 'ETIMEDOUT' });
        });
      }
    } catch (error) {
      resolve({ code: codeOf(error) });
    }
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
