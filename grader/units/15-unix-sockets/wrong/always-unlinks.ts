// Wrong on purpose: whatever has the name is removed before listening, as in the tutorials.
// check: keeps-live
// cause: always-unlinks
import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';

export { drawTicket, probePath, socketPath } from '../../../../solutions/15-unix-sockets.ts';

export async function startTicketServer(place: string, mode = 0o600): Promise<net.Server> {
  mustFit(place);
  await fs.rm(place, { force: true });
  return listen(place, mode);
}

async function listen(place: string, mode: number): Promise<net.Server> {
  let last = 0;
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      for (const byte of chunk) if (byte === 0x0a) socket.write(`${++last}\n`);
    });
  });
  server.listen(place);
  await once(server, 'listening');
  await fs.chmod(place, mode);
  return server;
}

function mustFit(place: string): void {
  const most = process.platform === 'linux' ? 107 : 103;
  if (Buffer.byteLength(place) > most) throw new RangeError(`too long for a socket: ${place}`);
}
