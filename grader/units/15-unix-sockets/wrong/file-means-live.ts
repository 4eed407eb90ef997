// Wrong on purpose: a socket that is in its folder is taken for a server that listens.
// check: probes-stale
// cause: file-means-live
import fs from 'node:fs/promises';

export {
  drawTicket,
  socketPath,
  startTicketServer,
} from '../../../../solutions/15-unix-sockets.ts';

type Found = 'free' | 'live' | 'stale' | 'other';

export async function probePath(place: string): Promise<Found> {
  mustFit(place);
  try {
    return (await fs.lstat(place)).isSocket() ? 'live' : 'other';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'free';
    throw error;
  }
}

function mustFit(place: string): void {
  const most = process.platform === 'linux' ? 107 : 103;
  if (Buffer.byteLength(place) > most) throw new RangeError(`too long for a socket: ${place}`);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
