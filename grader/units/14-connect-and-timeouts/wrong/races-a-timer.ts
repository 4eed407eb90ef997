// Wrong on purpose: races the connection against a timer, and forgets the loser.
// check: nothing-late
// cause: late-socket-left
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
  let timer: NodeJS.Timeout | undefined;
  try {
    const socket = net.connect({ ...target, signal });
    const connected = once(socket, 'connect').then((): Connected => ({ code: 0, socket }));
    if (deadlineMs === undefined) return await connected;
    const late = new Promise<Connected>((resolve) => {
      timer = setTimeout(() => resolve({ code: 'ETIMEDOUT' }), deadlineMs);
    });
    return await Promise.race([connected, late]);
  } catch (error) {
    return { code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' };
  } finally {
    clearTimeout(timer);
  }
}
