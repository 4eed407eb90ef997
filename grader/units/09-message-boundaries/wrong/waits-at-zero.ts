// Wrong on purpose: it waits for a chunk before it looks how many bytes are wanted.
// check: reads-exactly
// cause: waits-for-nothing
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

export async function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`${n} is no number of bytes`);
  const parts: Buffer[] = [];
  let missing = n;
  do {
    const chunk: Buffer | null = socket.read();
    if (chunk === null) {
      if (isOver(socket)) throw new Error(`only ${n - missing} of ${n} bytes came`);
      await more(socket);
      continue;
    }
    parts.push(chunk.subarray(0, missing));
    if (chunk.length > missing) socket.unshift(chunk.subarray(missing));
    missing -= Math.min(chunk.length, missing);
  } while (missing > 0);
  return Buffer.concat(parts);
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
