// Wrong on purpose: the limit is taken to be one of characters.
// check: builds-path
// cause: counts-characters
import path from 'node:path';

export { drawTicket, probePath, startTicketServer } from '../../../../solutions/15-unix-sockets.ts';

export function socketPath(
  folder: string,
  name: string,
  platform: NodeJS.Platform = process.platform,
): string {
  if (platform === 'win32') return `\\\\.\\pipe\\${name}`;
  const place = path.posix.join(folder, name);
  const most = platform === 'linux' ? 107 : 103;
  if (place.length > most) throw new RangeError(`too long for a socket: ${place}`);
  return place;
}
