// Wrong on purpose: only data and errors are listened for, not the end of the stream.
// check: ends-early
// cause: end-not-heard
import type net from 'node:net';

/** Waits until there is something to read, or nothing will come any more. */
async function more(socket: net.Socket): Promise<void> {
  if (socket.errored) throw socket.errored;
  await new Promise<void>((resolve) => {
    const events = ['readable', 'end', 'close'];
    const done = () => {
      for (const event of events) socket.off(event, done);
      resolve();
    };
    for (const event of events) socket.on(event, done);
  });
  if (socket.errored) throw socket.errored;
}

function isOver(socket: net.Socket): boolean {
  return socket.readableEnded || socket.destroyed;
}

export function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (!Number.isInteger(n) || n < 0) throw new RangeError(`${n} is no number of bytes`);
    if (n === 0) return resolve(Buffer.alloc(0));
    const chunks: Buffer[] = [];
    let came = 0;
    const onData = (chunk: Buffer) => {
      chunks.push(chunk);
      came += chunk.length;
      if (came < n) return;
      socket.off('data', onData);
      socket.off('error', reject);
      socket.pause();
      const all = Buffer.concat(chunks);
      if (came > n) socket.unshift(all.subarray(n));
      resolve(all.subarray(0, n));
    };
    socket.on('data', onData);
    socket.on('error', reject);
    socket.resume();
  });
}

export async function* readLines(
  socket: net.Socket,
  { maxLineLength = 65_536 }: { maxLineLength?: number } = {},
): AsyncGenerator<string> {
  const tooLong = () => new RangeError(`a line of more than ${maxLineLength} bytes`);
  let line: Buffer = Buffer.alloc(0);
  for (;;) {
    const chunk: Buffer | null = socket.read();
    if (chunk === null) {
      if (isOver(socket)) break;
      await more(socket);
      continue;
    }
    const end = chunk.indexOf('\n');
    line = Buffer.concat([line, end < 0 ? chunk : chunk.subarray(0, end)]);
    if (end < 0) {
      if (line.length > maxLineLength + 1) throw tooLong();
      continue;
    }
    if (end + 1 < chunk.length) socket.unshift(chunk.subarray(end + 1));
    if (line.at(-1) === 0x0d) line = line.subarray(0, -1);
    if (line.length > maxLineLength) throw tooLong();
    yield line.toString();
    line = Buffer.alloc(0);
  }
  if (line.length > maxLineLength) throw tooLong();
  if (line.length > 0) yield line.toString();
}
