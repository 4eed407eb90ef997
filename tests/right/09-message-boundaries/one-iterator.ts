// Right: one async iterator for each socket, that is never left; an iterable by hand, without return().
import type net from 'node:net';

interface Source {
  chunks: AsyncIterator<Buffer>;
  rest: Buffer;
}

const sources = new WeakMap<net.Socket, Source>();

function sourceOf(socket: net.Socket): Source {
  let source = sources.get(socket);
  if (!source) {
    source = { chunks: socket[Symbol.asyncIterator](), rest: Buffer.alloc(0) };
    sources.set(socket, source);
  }
  return source;
}

/** Puts the next chunk behind the rest; false at the end. */
async function pull(source: Source): Promise<boolean> {
  const { value, done } = await source.chunks.next();
  if (done) return false;
  source.rest = Buffer.concat([source.rest, value]);
  return true;
}

export async function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  if (!Number.isInteger(n) || Math.sign(n) === -1) throw new RangeError('not a length');
  const source = sourceOf(socket);
  while (source.rest.length < n) {
    if (await pull(source)) continue;
    throw new Error(`expected ${n} bytes, received only ${source.rest.length}.`);
  }
  const bytes = Buffer.from(source.rest.subarray(0, n));
  source.rest = source.rest.subarray(n);
  return bytes;
}

class LineIterator implements AsyncIterator<string> {
  readonly #source: Source;
  readonly #most: number;

  constructor(source: Source, most: number) {
    this.#source = source;
    this.#most = most;
  }

  async next(): Promise<IteratorResult<string>> {
    const source = this.#source;
    let end = source.rest.indexOf(0x0a);
    while (end < 0) {
      if (source.rest.length > this.#most + 1) throw new RangeError('the line is too long');
      const from = source.rest.length;
      if (!(await pull(source))) return this.#last();
      end = source.rest.indexOf(0x0a, from);
    }
    const line = source.rest.subarray(0, end);
    source.rest = source.rest.subarray(end + 1);
    return this.#done(line.at(-1) === 0x0d ? line.subarray(0, -1) : line);
  }

  #last(): IteratorResult<string> {
    const line = this.#source.rest;
    this.#source.rest = Buffer.alloc(0);
    return line.length > 0 ? this.#done(line) : { value: undefined, done: true };
  }

  #done(line: Buffer): IteratorResult<string> {
    if (line.length > this.#most) throw new RangeError('the line is too long');
    return { value: line.toString(), done: false };
  }
}

export function readLines(
  socket: net.Socket,
  options: { maxLineLength?: number } = {},
): AsyncIterable<string> {
  return {
    [Symbol.asyncIterator]: () =>
      new LineIterator(sourceOf(socket), options.maxLineLength ?? 65_536),
  };
}
