// Wrong on purpose: listens for 'error', and not for what net.connect() throws.
// check: bad-port
// cause: thrown-at-once
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
    const socket = net.connect({ ...target, signal });
    const onError = (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      resolve({ code: error.code ?? error.message });
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
  });
}
