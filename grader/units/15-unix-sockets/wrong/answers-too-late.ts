// Wrong on purpose: the numbers are written after a pause, when the socket may have ended by itself.
// check: hands-out
// cause: answers-too-late
import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
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
    socket.on('error', () => {});
    socket.on('data', async (chunk) => {
      const newlines = chunk.filter((byte) => byte === 0x0a).length;
      const numbers = Array.from({ length: newlines }, () => ++last);
      await sleep(50); // the work that a ticket takes
      for (const number of numbers) socket.write(`${number}\n`);
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
