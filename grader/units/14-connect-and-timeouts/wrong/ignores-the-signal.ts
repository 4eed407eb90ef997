// Wrong on purpose: knows one way to give up, its own deadline.
// check: aborted
// cause: abort-unheard
import net from 'node:net';
import type {
  Connected,
  ConnectOptions,
  Target,
} from '../../../../solutions/14-connect-and-timeouts.ts';

export { describeSocket, readWithin } from '../../../../solutions/14-connect-and-timeouts.ts';

export function connectEx(target: Target, { deadlineMs }: ConnectOptions = {}): Promise<Connected> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    try {
      const socket = net.connect(target);
      const onError = (error: Error) => {
        clearTimeout(timer);
        resolve({ code: codeOf(error) });
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
