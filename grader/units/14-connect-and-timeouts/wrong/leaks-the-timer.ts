// Wrong on purpose: lets the timer of the deadline run on after the connection is made.
// check: leaves-nothing
// cause: timer-left
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
    let connected = false;
    try {
      const socket = net.connect({ ...target, signal });
      const onError = (error: Error) => {
        resolve({ code: codeOf(error) });
      };
      socket.once('error', onError);
      socket.once('connect', () => {
        connected = true;
        socket.off('error', onError);
        resolve({ code: 0, socket });
      });
      if (deadlineMs !== undefined) {
        setTimeout(() => {
          if (!connected) socket.destroy();
          resolve({ code: 'ETIMEDOUT' });
        }, deadlineMs);
      }
    } catch (error) {
      resolve({ code: codeOf(error) });
    }
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
