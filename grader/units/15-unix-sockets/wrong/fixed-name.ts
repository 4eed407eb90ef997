// Wrong on purpose: the socket has one name in the temporary folder that all programs share.
// check: hands-out
// cause: fixed-name
import { once } from 'node:events';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

export { drawTicket, probePath, socketPath } from '../../../../solutions/15-unix-sockets.ts';

const PLACE = path.join(os.tmpdir(), 'tickets.sock');

export async function startTicketServer(place: string, mode = 0o600): Promise<net.Server> {
  mustFit(place);
  const umask = process.umask(0o777 & ~mode);
  const server = net.createServer(onClient()).listen(PLACE);
  process.umask(umask);
  await once(server, 'listening');
  return server;
}

function onClient(): (socket: net.Socket) => void {
  let last = 0;
  return (socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      for (const byte of chunk) if (byte === 0x0a) socket.write(`${++last}\n`);
    });
  };
}

function mustFit(place: string): void {
  const most = process.platform === 'linux' ? 107 : 103;
  if (Buffer.byteLength(place) > most) throw new RangeError(`too long for a socket: ${place}`);
}
