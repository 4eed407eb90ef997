// Wrong on purpose: takes ENOENT for a free name, also where a link leads nowhere.
// check: probes-other
// cause: dangling-is-free
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
