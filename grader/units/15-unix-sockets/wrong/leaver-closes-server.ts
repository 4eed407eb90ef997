// Wrong on purpose: an error on one client's socket closes the server.
// check: hands-out
// cause: leaver-closes-server
import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';
import { probePath } from '../../../../solutions/15-unix-sockets.ts';

export { drawTicket, probePath, socketPath } from '../../../../solutions/15-unix-sockets.ts';

const starting = new Set<string>();

export async function startTicketServer(place: string, mode = 0o600): Promise<net.Server> {
  mustFit(place);
  if (starting.has(place)) throw inUse(place);
  starting.add(place);
  try {
    const found = await probePath(place);
    if (found === 'live' || found === 'other') throw inUse(place);
    if (found === 'stale') await fs.unlink(place);
    return await listen(place, mode);
  } finally {
    starting.delete(place);
  }
}

async function listen(place: string, mode: number): Promise<net.Server> {
  let last = 0;
  const server = net.createServer((socket) => {
    socket.on('error', () => server.close());
    socket.on('data', (chunk) => {
      for (const byte of chunk) if (byte === 0x0a) socket.write(`${++last}\n`);
    });
  });
  server.listen(place);
  await once(server, 'listening');
  if (process.platform !== 'win32') await fs.chmod(place, mode);
  return server;
}

function inUse(place: string): Error {
  return Object.assign(new Error(`${place} is in use`), { code: 'EADDRINUSE' });
}

function mustFit(place: string): void {
  const most = process.platform === 'linux' ? 107 : 103;
  if (Buffer.byteLength(place) > most) throw new RangeError(`too long for a socket: ${place}`);
}
