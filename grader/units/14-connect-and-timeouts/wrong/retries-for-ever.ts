// Wrong on purpose: tries again after each error, as if it had to succeed.
// check: refused
// cause: retries-for-ever
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
    const attempt = () => {
      const socket = net.connect({ ...target, signal });
      const onError = () => setTimeout(attempt, 100);
      socket.once('error', onError);
      socket.once('connect', () => {
        clearTimeout(timer);
        socket.off('error', onError);
        resolve({ code: 0, socket });
      });
      const timer = setTimeout(() => {
        socket.destroy();
        resolve({ code: 'ETIMEDOUT' });
      }, deadlineMs);
      if (deadlineMs === undefined) clearTimeout(timer);
    };
    attempt();
  });
}
