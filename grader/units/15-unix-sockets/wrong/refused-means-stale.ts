// Wrong on purpose: whatever refuses a connection is taken for the socket of a dead server.
// check: probes-other
// cause: refused-means-stale
import { once } from 'node:events';
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
    if (code === 'ECONNREFUSED') return 'stale';
    if (code === 'ENOTSOCK') return 'other';
    throw error;
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
