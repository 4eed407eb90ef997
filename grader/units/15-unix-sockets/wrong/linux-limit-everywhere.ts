// Wrong on purpose: what fits on Linux is taken to fit everywhere.
// check: builds-path
// cause: one-limit-for-all
import path from 'node:path';

export { drawTicket, probePath, startTicketServer } from '../../../../solutions/15-unix-sockets.ts';

export function socketPath(
  folder: string,
  name: string,
  platform: NodeJS.Platform = process.platform,
): string {
  if (platform === 'win32') return `\\\\.\\pipe\\${name}`;
  const place = path.posix.join(folder, name);
  if (Buffer.byteLength(place) > 107) throw new RangeError(`too long for a socket: ${place}`);
  return place;
}
