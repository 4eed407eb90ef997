// Right: the socket gets its mode under a draft's name and is published by a link; starts queue up in the program
import { once } from 'node:events';
import { chmod, link, lstat, rename, rm, unlink } from 'node:fs/promises';
import net from 'node:net';
import { basename, dirname, join, posix, win32 } from 'node:path';

export type Found = 'free' | 'live' | 'stale' | 'other';

const onWindows = process.platform === 'win32';
let drafts = 0;
let queue: Promise<unknown> = Promise.resolve();

export const socketPath = (
  folder: string,
  name: string,
  platform: NodeJS.Platform = process.platform,
): string =>
  platform === 'win32'
    ? win32.join('\\\\.\\pipe', name)
    : measured(posix.join(folder, name), platform);

export const startTicketServer = async (place: string, mode = 0o600): Promise<net.Server> => {
  measured(place);
  const turn = queue.then(() => (onWindows ? listen(place) : publish(place, mode)));
  queue = turn.catch(() => {});
  return turn;
};

const publish = async (place: string, mode: number): Promise<net.Server> => {
  const draft = join(dirname(place), `.d${++drafts}`);
  const server = await listen(draft);
  try {
    await chmod(draft, mode);
    const found = await probePath(place);
    if (found === 'stale') {
      // What is taken away is looked at once more: only a dead socket is buried.
      const grave = join(dirname(place), `.g${drafts}`);
      await rename(place, grave);
      if ((await probePath(grave)) !== 'stale') {
        await rename(grave, place);
        throw inUse(place);
      }
      await unlink(grave);
    }
    await link(draft, place).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST' ? inUse(place) : error;
    });
    await unlink(draft);
    server.once('close', () => void rm(place, { force: true }));
    return server;
  } catch (error) {
    server.close();
    await once(server, 'close');
    throw error;
  }
};

const inUse = (place: string): Error =>
  Object.assign(new Error(`${basename(place)} is taken`), { code: 'EADDRINUSE' });

const listen = async (at: string): Promise<net.Server> => {
  const machine = tickets();
  const server = net.createServer((socket) => {
    socket.on('error', () => socket.destroy());
    socket.setEncoding('latin1').on('data', (text: string) => {
      const drawn = [...text].filter((character) => character === '\n').map(() => machine.next());
      for (const { value } of drawn) socket.write(`${value}\n`);
    });
  });
  server.listen({ path: at });
  await once(server, 'listening');
  return server;
};

function* tickets(): Generator<number, never> {
  for (let number = 1; ; number++) yield number;
}

export const drawTicket = async (place: string): Promise<number> => {
  const socket = net.connect({ path: measured(place) });
  try {
    socket.end('\n');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (chunk.includes(0x0a)) socket.emit('line');
    });
    await Promise.race([once(socket, 'line'), once(socket, 'close')]);
    const answer = Buffer.concat(chunks).toString('ascii');
    if (!/^\d+\n/.test(answer)) throw new TypeError(`not a ticket: ${answer}`);
    return Number.parseInt(answer, 10);
  } finally {
    socket.destroy();
  }
};

export const probePath = async (place: string): Promise<Found> => {
  const socket = net.connect({ path: measured(place) });
  const code = await once(socket, 'connect').then(
    () => '',
    (error: NodeJS.ErrnoException) => error.code ?? '',
  );
  socket.destroy();
  if (code === '' || code === 'EAGAIN') return 'live';
  if (onWindows || (await isMissing(place))) return 'free';
  const status = await lstat(place);
  if (!status.isSocket()) return 'other';
  if (code === 'ECONNREFUSED') return 'stale';
  throw new Error(`${place}: ${code}`);
};

const isMissing = (place: string): Promise<boolean> =>
  lstat(place).then(
    () => false,
    (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
  );

function measured(place: string, platform: NodeJS.Platform = process.platform): string {
  const most = { linux: 107, win32: Number.POSITIVE_INFINITY } as const;
  const limit = platform === 'linux' || platform === 'win32' ? most[platform] : 103;
  if (new TextEncoder().encode(place).length <= limit) return place;
  throw new RangeError(`more than ${limit} bytes: ${place}`);
}
