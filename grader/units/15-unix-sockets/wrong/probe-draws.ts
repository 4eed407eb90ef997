// Wrong on purpose: draws a ticket to see whether the server lives.
// check: probes-live
// cause: probe-sends
import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';

export {
  drawTicket,
  socketPath,
  startTicketServer,
} from '../../../../solutions/15-unix-sockets.ts';

type Found = 'free' | 'live' | 'stale' | 'other';

export async function probePath(place: string): Promise<Found> {
  mustFit(place);
  const socket = net.connect(place);
  try {
    await once(socket, 'connect');
    // Whoever listens there has to answer.
    socket.write('\n');
    await once(socket, 'data', { signal: AbortSignal.timeout(500) }).catch(() => {});
    return 'live';
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT') return 'free';
    if (code === 'EAGAIN') return 'live';
    if (code !== 'ECONNREFUSED' && code !== 'ENOTSOCK') throw error;
    return (await fs.lstat(place)).isSocket() ? 'stale' : 'other';
  } finally {
    socket.destroy();
  }
}

function mustFit(place: string): void {
  const most = process.platform === 'linux' ? 107 : 103;
  if (Buffer.byteLength(place) > most) throw new RangeError(`too long for a socket: ${place}`);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
