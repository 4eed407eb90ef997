// Wrong on purpose: the mode is given to listen(), which has no such option.
// check: sets-mode
// cause: mode-not-set
import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';
import { probePath } from '../../../../solutions/15-unix-sockets.ts';

export { drawTicket, probePath, socketPath } from '../../../../solutions/15-unix-sockets.ts';

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
  const options = { path: place, mode };
  server.listen(options);
  await once(server, 'listening');
  return server;
}

async function takeOver(place: string, mode: number, inUse: unknown): Promise<net.Server> {
  const lock = `${place}.lock`;
  await fs.mkdir(lock).catch((error) => {
    throw codeOf(error) === 'EEXIST' ? inUse : error;
  });
  try {
    if ((await probePath(place)) !== 'stale') throw inUse;
    await fs.unlink(place);
    return await listen(place, mode);
  } finally {
    await fs.rmdir(lock);
  }
}

function mustFit(place: string): void {
  const most = process.platform === 'linux' ? 107 : 103;
  if (Buffer.byteLength(place) > most) throw new RangeError(`too long for a socket: ${place}`);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
