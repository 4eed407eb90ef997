// Wrong on purpose: rejects like connect(), instead of returning a code like connect_ex().
// check: refused
// cause: rejects-instead
import { once } from 'node:events';
import net from 'node:net';
import type {
  Connected,
  ConnectOptions,
  Target,
} from '../../../../solutions/14-connect-and-timeouts.ts';

export { describeSocket, readWithin } from '../../../../solutions/14-connect-and-timeouts.ts';

export async function connectEx(
  target: Target,
  { deadlineMs, signal }: ConnectOptions = {},
): Promise<Connected> {
  const socket = net.connect({ ...target, signal });
  const timer =
    deadlineMs === undefined
      ? undefined
      : setTimeout(() => {
          socket.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }));
        }, deadlineMs);
  try {
    await once(socket, 'connect');
    return { code: 0, socket };
  } finally {
    clearTimeout(timer);
  }
}
