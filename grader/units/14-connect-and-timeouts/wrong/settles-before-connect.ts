// Wrong on purpose: takes the socket that net.connect() returns for a connected one.
// check: refused
// cause: settled-too-early
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
  try {
    const socket = net.connect({ ...target, signal });
    socket.on('error', () => {});
    if (deadlineMs !== undefined) {
      const timer = setTimeout(() => socket.destroy(), deadlineMs);
      socket.once('connect', () => clearTimeout(timer));
      socket.once('close', () => clearTimeout(timer));
    }
    return { code: 0, socket };
  } catch (error) {
    return { code: error instanceof Error && 'code' in error ? String(error.code) : 'unknown' };
  }
}
