import { once } from 'node:events';
import fs from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';

/** What stands at a path: nothing, a server that lives, the socket of one that died, something else. */
export type Found = 'free' | 'live' | 'stale' | 'other';

const NEWLINE = 0x0a;
const WINDOWS = process.platform === 'win32';

/**
 * Where a socket called `name` is to be: in `folder`, or among the named pipes on Windows, which have
 * no folders. Throws a RangeError where the path does not fit into a socket's address.
 */
export function socketPath(
  folder: string,
  name: string,
  platform: NodeJS.Platform = process.platform,
): string {
  if (platform === 'win32') return `\\\\.\\pipe\\${name}`;
  const place = path.posix.join(folder, name);
  mustFit(place, platform);
  return place;
}

/**
 * A server of tickets on `place`: each newline that a client sends draws the server's next number,
 * from 1 up, which it answers with in decimal and a newline. Only those whom `mode` gives the right
 * to write may connect. Resolves once it listens; takes the place of a server that died. Rejects with
 * EADDRINUSE, and touches nothing, where a server lives or where something stands that is no socket.
 */
export async function startTicketServer(place: string, mode = 0o600): Promise<net.Server> {
  mustFit(place);
  return listen(place, mode).catch((error) => {
    // Of all that may keep us from listening, a dead server is what can be mended.
    if (WINDOWS) throw error;
    return takeOver(place, mode, error);
  });
}

/** Draws a ticket from the server at `place`. Rejects where none is there, or none comes from it. */
export async function drawTicket(place: string): Promise<number> {
  mustFit(place);
  const socket = net.connect(place);
  socket.write('\n');
  let text = '';
  for await (const chunk of socket) {
    text += String(chunk);
    if (text.includes('\n')) break; // whoever leaves this loop closes the socket
  }
  const [, digits] = /^(\d+)\n/.exec(text) ?? [];
  if (digits !== undefined) return Number(digits);
  throw new Error(`${place} answered ${JSON.stringify(text)}, not a number and a newline`);
}

/** Tells what stands at `place`, and changes nothing. Rejects where that cannot be known. */
export async function probePath(place: string): Promise<Found> {
  mustFit(place);
  const socket = net.connect(place);
  const refusal = await once(socket, 'connect').then(
    () => undefined,
    (error: NodeJS.ErrnoException) => error,
  );
  socket.destroy();
  // EAGAIN is what Linux says of a server whose queue is full: it takes nobody now, and it lives.
  if (refusal === undefined || refusal.code === 'EAGAIN') return 'live';
  // A link that leads nowhere has the name, and whoever follows it finds nothing.
  if (refusal.code === 'ENOENT' && !(await isLink(place))) return 'free';
  // A file that is no socket refuses as well, on Linux by the same code as a dead server.
  if (!(await fs.lstat(place)).isSocket()) return 'other';
  if (refusal.code === 'ECONNREFUSED') return 'stale';
  throw refusal;
}

async function isLink(place: string): Promise<boolean> {
  const status = await fs.lstat(place).catch(() => undefined);
  return status?.isSymbolicLink() ?? false;
}

async function listen(place: string, mode: number): Promise<net.Server> {
  let last = 0;
  const server = net.createServer((socket) => {
    // Whoever leaves with tickets unread breaks this connection, and no other.
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      for (const byte of chunk) if (byte === NEWLINE) socket.write(`${++last}\n`);
    });
  });
  server.listen(place);
  await once(server, 'listening');
  if (!WINDOWS) await fs.chmod(place, mode);
  return server;
}

/** Listens in place of a server that died; throws `inUse` where none did. */
async function takeOver(place: string, mode: number, inUse: unknown): Promise<net.Server> {
  const lock = `${place}.lock`;
  // Two that both saw the dead socket would both remove "it": the second one the first one's new
  // socket. mkdir lets one of them through, in this program or in any other.
  await fs.mkdir(lock).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? inUse : error;
  });
  try {
    if ((await probePath(place)) !== 'stale') throw inUse;
    await fs.unlink(place);
    return await listen(place, mode);
  } finally {
    await fs.rmdir(lock);
  }
}

/** The address holds 108 bytes on Linux, 104 on macOS and the BSDs, and the last one is zero. */
function mustFit(place: string, platform: NodeJS.Platform = process.platform): void {
  if (platform === 'win32') return;
  const most = platform === 'linux' ? 107 : 103;
  const length = Buffer.byteLength(place);
  if (length > most) {
    throw new RangeError(`a socket's path has ${most} bytes at most, not ${length}: ${place}`);
  }
}
