// Wrong on purpose: waits for 'end' and 'close' where the connection is made, and hears no error before that.
// check: refused
// cause: waits-in-vain
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
    const socket = net.connect({ ...target, signal });
    socket.on('error', (error) => console.error(`could not connect: ${error.message}`));
    const timer = setTimeout(() => {
      socket.destroy();
      resolve({ code: 'ETIMEDOUT' });
    }, deadlineMs);
    if (deadlineMs === undefined) clearTimeout(timer);
    socket.once('end', () => resolve({ code: 'ECONNRESET' }));
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve({ code: 0, socket });
    });
  });
}
