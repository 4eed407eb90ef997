// Wrong on purpose: all of the structure is taken for the path, with no byte left for the zero at its end.
// check: builds-path
// cause: forgets-the-zero
import path from 'node:path';

export { drawTicket, probePath, startTicketServer } from '../../../../solutions/15-unix-sockets.ts';

export function socketPath(
  folder: string,
  name: string,
  platform: NodeJS.Platform = process.platform,
): string {
  if (platform === 'win32') return `\\\\.\\pipe\\${name}`;
  const place = path.posix.join(folder, name);
  const most = platform === 'linux' ? 108 : 104;
  if (Buffer.byteLength(place) > most) throw new RangeError(`too long for a socket: ${place}`);
  return place;
}
