// Wrong on purpose: the socket is made under another name and linked, and close() knows the other name only.
// check: cleans-up
// cause: leaves-the-file
import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { probePath } from '../../../../solutions/15-unix-sockets.ts';

export { drawTicket, probePath, socketPath } from '../../../../solutions/15-unix-sockets.ts';

/** Nobody sees the socket before it has its mode: it gets its name last. */
export async function startTicketServer(place: string, mode = 0o600): Promise<net.Server> {
  mustFit(place);
  const draft = path.join(path.dirname(place), `.${process.pid}`);
  const server = await listen(draft, mode);
  try {
    await publish(draft, place);
    await fs.unlink(draft);
    return server;
  } catch (error) {
    server.close();
    throw error;
  }
}

async function publish(draft: string, place: string): Promise<void> {
  try {
    await fs.link(draft, place);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    if ((await probePath(place)) !== 'stale')
      throw Object.assign(new Error(`${place} is in use`), { code: 'EADDRINUSE' });
    await fs.unlink(place);
    await fs.link(draft, place);
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

function mustFit(place: string): void {
  const most = process.platform === 'linux' ? 107 : 103;
  if (Buffer.byteLength(place) > most) throw new RangeError(`too long for a socket: ${place}`);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
