// Wrong on purpose: nothing keeps two that saw the same dead socket from removing it one after the other.
// check: two-at-once
// cause: two-undertakers
import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { probePath } from '../../../../solutions/15-unix-sockets.ts';

export { drawTicket, probePath, socketPath } from '../../../../solutions/15-unix-sockets.ts';

let undertakers = 0;

export async function startTicketServer(place: string, mode = 0o600): Promise<net.Server> {
  mustFit(place);
  try {
    return await listen(place, mode);
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
    return takeOver(place, mode, error);
  }
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

async function takeOver(place: string, mode: number, inUse: unknown): Promise<net.Server> {
  if ((await probePath(place)) !== 'stale') throw inUse;
  undertakers++;
  await setTimeout(100 * undertakers); // whoever comes later is more patient
  await fs.unlink(place);
  return listen(place, mode);
}

function mustFit(place: string): void {
  const most = process.platform === 'linux' ? 107 : 103;
  if (Buffer.byteLength(place) > most) throw new RangeError(`too long for a socket: ${place}`);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
