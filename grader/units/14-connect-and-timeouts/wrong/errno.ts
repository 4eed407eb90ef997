// Wrong on purpose: hands out the number of the error, as Python does.
// check: refused
// cause: errno-for-code
import net from 'node:net';
import os from 'node:os';
import type { ConnectOptions, Target } from '../../../../solutions/14-connect-and-timeouts.ts';

export { describeSocket, readWithin } from '../../../../solutions/14-connect-and-timeouts.ts';

interface Connected {
  code: number;
  socket?: net.Socket;
}

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
        resolve({ code: errnoOf(error) });
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
          resolve({ code: os.constants.errno.ETIMEDOUT });
        }, deadlineMs);
      }
    } catch (error) {
      resolve({ code: errnoOf(error) });
    }
  });
}

function errnoOf(error: unknown): number {
  return error instanceof Error && 'errno' in error ? Number(error.errno) : -1;
}
