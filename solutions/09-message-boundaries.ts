import type net from 'node:net';

/** What readLines takes: the largest length of a line in bytes, 65,536 unless told. */
export interface LineOptions {
  maxLineLength?: number;
}

const LF = 0x0a;
const CR = 0x0d;
const MAX_LINE_LENGTH = 65_536;

/**
 * What came of each stream and has not been handed out. It belongs to the socket, not to one of the
 * functions: the next reader begins with it.
 */
const leftovers = new WeakMap<net.Socket, Buffer>();

/** The chunks that come, first of all what was left over. Leaving the loop leaves the socket open. */
async function* chunksOf(socket: net.Socket): AsyncGenerator<Buffer, void, undefined> {
  const leftover = leftovers.get(socket);
  leftovers.delete(socket);
  if (leftover) yield leftover;
  yield* socket.iterator({ destroyOnReturn: false });
}

/** Exactly the next n bytes of the stream, as soon as they are there, wherever it was cut. */
export async function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  if (!Number.isInteger(n) || n < 0) {
    throw new RangeError(`n has to be an integer of at least 0, and is ${n}`);
  }
  if (n === 0) return Buffer.alloc(0);
  const parts: Buffer[] = [];
  let came = 0;
  for await (const chunk of chunksOf(socket)) {
    const part = chunk.subarray(0, n - came);
    parts.push(part);
    came += part.length;
    if (came < n) continue;
    keep(socket, chunk.subarray(part.length));
    return Buffer.concat(parts, n);
  }
  throw new Error(`the stream ended after ${came} of ${n} bytes`);
}

/** The lines of the stream as text, without their ends (\n or \r\n). */
export async function* readLines(
  socket: net.Socket,
  { maxLineLength = MAX_LINE_LENGTH }: LineOptions = {},
): AsyncGenerator<string, void, undefined> {
  const tooLong = () => new RangeError(`a line of more than ${maxLineLength} bytes`);
  // The line under way, in as many parts as it came in: joined once, when its end is there.
  let parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunksOf(socket)) {
    let start = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, start)) {
      const line = withoutCr(Buffer.concat([...parts, chunk.subarray(start, end)]));
      if (line.length > maxLineLength) throw tooLong();
      parts = [];
      length = 0;
      start = end + 1;
      // Whoever leaves the loop at this line goes on behind it.
      keep(socket, chunk.subarray(start));
      yield line.toString();
    }
    // Nobody left: what is left of this chunk begins the next line.
    leftovers.delete(socket);
    parts.push(chunk.subarray(start));
    length += chunk.length - start;
    // One byte more may be the \r of an end that was cut in two.
    if (length > maxLineLength + 1) throw tooLong();
  }
  if (length > maxLineLength) throw tooLong();
  if (length > 0) yield Buffer.concat(parts).toString();
}

function keep(socket: net.Socket, rest: Buffer): void {
  if (rest.length > 0) leftovers.set(socket, rest);
  else leftovers.delete(socket);
}

function withoutCr(line: Buffer): Buffer {
  return line.at(-1) === CR ? line.subarray(0, -1) : line;
}
