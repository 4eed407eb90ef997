// Right: transforms and pipelines, readline for the client, a directory as the lock that others wait for
import * as fs from 'node:fs/promises';
import * as net from 'node:net';
import * as path from 'node:path';
import * as readline from 'node:readline';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';

export type Found = 'free' | 'live' | 'stale' | 'other';

function fits(place: string, platform: NodeJS.Platform): boolean {
  switch (platform) {
    case 'win32':
      return true;
    case 'linux':
      return Buffer.byteLength(place) <= 107;
    default:
      return Buffer.byteLength(place) <= 103;
  }
}

function check(place: string, platform: NodeJS.Platform = process.platform): void {
  if (!fits(place, platform)) throw new RangeError(`a socket cannot be called ${place}`);
}

export function socketPath(folder: string, name: string, platform?: NodeJS.Platform): string {
  const on = platform ?? process.platform;
  const place = on === 'win32' ? `\\\\.\\pipe\\${name}` : path.posix.resolve('/', folder, name);
  check(place, on);
  return place;
}

function numbering(draw: () => number): Transform {
  return new Transform({
    transform(chunk: Buffer, _, done) {
      const lines = chunk.toString('latin1').split('\n').length - 1;
      done(null, Array.from({ length: lines }, () => `${draw()}\n`).join('') || undefined);
    },
  });
}

function open(place: string, mode: number): Promise<net.Server> {
  let drawn = 0;
  const draw = () => (drawn += 1);
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    pipeline(socket, numbering(draw), socket).catch(() => socket.destroy());
  });
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(place, async () => {
      if (process.platform !== 'win32') await fs.chmod(place, mode);
      resolve(server);
    });
  });
}

const codeIs = (error: unknown, code: string): boolean =>
  (error as NodeJS.ErrnoException | undefined)?.code === code;

/** Asks until it gets the lock: whoever has it starts a server, which takes a moment. */
async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      await fs.mkdir(lock);
      break;
    } catch (error) {
      if (!codeIs(error, 'EEXIST')) throw error;
      await sleep(5);
    }
  }
  try {
    return await work();
  } finally {
    await fs.rm(lock, { recursive: true });
  }
}

export async function startTicketServer(place: string, mode = 0o600): Promise<net.Server> {
  check(place);
  if (process.platform === 'win32') return open(place, mode);
  return withLock(path.join(path.dirname(place), '.lock'), async () => {
    const found = await probePath(place);
    if (found === 'stale') await fs.rm(place);
    // Where anything else stands, listen() itself says EADDRINUSE.
    return open(place, mode);
  });
}

export async function drawTicket(place: string): Promise<number> {
  check(place);
  const socket = net.connect(place);
  const failed = new Promise<never>((_, reject) => socket.once('error', reject));
  const first = async () => {
    socket.write('\n');
    for await (const line of readline.createInterface({ input: socket })) {
      if (/^\d+$/.test(line) && socket.readable) return Number(line);
      throw new Error(`"${line}" is not a number that ends in a newline`);
    }
    throw new Error('no line came');
  };
  try {
    return await Promise.race([first(), failed]);
  } finally {
    socket.on('error', () => {});
    socket.destroy();
  }
}

export async function probePath(place: string): Promise<Found> {
  check(place);
  const heard = await new Promise<string>((resolve) => {
    const socket = net.connect(place);
    socket.once('connect', () => {
      socket.destroy();
      resolve('connect');
    });
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
  });
  if (heard === 'connect' || heard === 'EAGAIN') return 'live';
  const { mode } = await fs.lstat(place).catch(() => ({ mode: undefined }));
  if (mode === undefined && heard === 'ENOENT') return 'free';
  if (mode === undefined) throw new Error(`${place}: ${heard}`);
  const S_IFMT = 0o170000;
  const S_IFSOCK = 0o140000;
  return (mode & S_IFMT) === S_IFSOCK ? 'stale' : 'other';
}
