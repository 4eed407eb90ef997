// Wrong on purpose: a connection that fails is taken to say that nobody listens.
// check: probes-full
// cause: any-error-means-stale
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
    const status = await fs.lstat(place).catch(() => undefined);
    if (code === 'ENOENT' && !status?.isSymbolicLink()) return 'free';
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
