// Wrong on purpose: lets the deadline end an attempt that has succeeded already.
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
      socket.on('error', (error) => resolve({ code: codeOf(error) }));
      socket.once('connect', () => resolve({ code: 0, socket }));
      if (deadlineMs === undefined) return;
      // Must not keep the program alive.
      setTimeout(() => {
        socket.destroy();
        resolve({ code: 'ETIMEDOUT' });
      }, deadlineMs).unref();
    } catch (error) {
      resolve({ code: codeOf(error) });
    }
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
