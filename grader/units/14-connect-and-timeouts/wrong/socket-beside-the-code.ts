// Wrong on purpose: hands out the socket in every case, also the one that never connected.
// check: refused
// cause: socket-beside-code
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
    let timer: NodeJS.Timeout | undefined;
    try {
      const socket = net.connect({ ...target, signal });
      const onError = (error: Error) => {
        clearTimeout(timer);
        resolve({ code: codeOf(error), socket });
      };
      socket.once('error', onError);
      socket.once('connect', () => {
        clearTimeout(timer);
        socket.off('error', onError);
        resolve({ code: 0, socket });
      });
      if (deadlineMs !== undefined) {
        timer = setTimeout(() => {
          socket.destroy();
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
