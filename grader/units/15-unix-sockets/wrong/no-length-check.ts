// Wrong on purpose: the length is left to Node, which cuts the path on some versions.
// check: refuses-long
// cause: no-length-check
import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';

export { socketPath } from '../../../../solutions/15-unix-sockets.ts';

type Found = 'free' | 'live' | 'stale' | 'other';

export async function startTicketServer(place: string, mode = 0o600): Promise<net.Server> {
  try {
    return await listen(place, mode);
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error;
    return takeOver(place, mode, error);
  }
}

export async function drawTicket(place: string): Promise<number> {
  const socket = net.connect(place);
  socket.setEncoding('latin1');
  socket.write('\n');
  let text = '';
  for await (const chunk of socket) {
    text += chunk;
    if (text.includes('\n')) break;
  }
  const [, digits] = /^(\d+)\n/.exec(text) ?? [];
  if (digits !== undefined) return Number(digits);
  throw new Error(`${place} answered ${JSON.stringify(text)}, not a number and a newline`);
}

export async function probePath(place: string): Promise<Found> {
  const socket = net.connect(place);
  try {
    await once(socket, 'connect');
    return 'live';
  } catch (error) {
    const code = codeOf(error);
    const status = await fs.lstat(place).catch(() => undefined);
    if (code === 'ENOENT' && !status?.isSymbolicLink()) return 'free';
    if (code === 'EAGAIN') return 'live';
    if (status && !status.isSocket()) return 'other';
    if (code !== 'ECONNREFUSED') throw error;
    return 'stale';
  } finally {
    socket.destroy();
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

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
