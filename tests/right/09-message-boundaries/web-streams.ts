// Right: the socket as a web stream with one reader, and a line splitter that collects parts.
import type net from 'node:net';
import { Readable } from 'node:stream';

class ByteSource {
  static readonly #all = new WeakMap<net.Socket, ByteSource>();
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #left: Uint8Array = new Uint8Array(0);

  static of(socket: net.Socket): ByteSource {
    const known = ByteSource.#all.get(socket);
    if (known) return known;
    const source = new ByteSource(socket);
    ByteSource.#all.set(socket, source);
    return source;
  }

  private constructor(socket: net.Socket) {
    const stream = Readable.toWeb(socket) as ReadableStream<Uint8Array>;
    this.#reader = stream.getReader();
  }

  async next(): Promise<Uint8Array | undefined> {
    if (this.#left.length > 0) {
      const left = this.#left;
      this.#left = new Uint8Array(0);
      return left;
    }
    const { value } = await this.#reader.read();
    return value;
  }

  giveBack(bytes: Uint8Array): void {
    this.#left = bytes;
  }
}

export async function readExactly(socket: net.Socket, n: number): Promise<Buffer> {
  if (n < 0 || Math.floor(n) !== n || !Number.isFinite(n)) throw new RangeError(`n = ${n}`);
  const result = Buffer.alloc(n);
  const source = ByteSource.of(socket);
  for (let filled = 0; filled < n; ) {
    const chunk = await source.next();
    if (!chunk) throw new Error(`stream closed: ${filled} of ${n}`);
    const part = chunk.subarray(0, n - filled);
    result.set(part, filled);
    filled += part.length;
    source.giveBack(chunk.subarray(part.length));
  }
  return result;
}

export async function* readLines(socket: net.Socket, { maxLineLength: most = 65_536 } = {}) {
  const source = ByteSource.of(socket);
  let parts: Uint8Array[] = [];
  const size = () => parts.reduce((sum, { length }) => sum + length, 0);
  const join = () => {
    const line = Buffer.concat(parts);
    parts = [];
    return line;
  };
  const text = (line: Uint8Array) => {
    if (line.length > most) throw new RangeError('line too long');
    return new TextDecoder('utf-8').decode(line);
  };
  for (let chunk = await source.next(); chunk; chunk = await source.next()) {
    const end = chunk.indexOf(10);
    parts.push(end < 0 ? chunk : chunk.subarray(0, end));
    if (end < 0) {
      if (size() > most + 1) throw new RangeError('line too long');
      continue;
    }
    source.giveBack(chunk.subarray(end + 1));
    const line = join();
    yield text(line.at(-1) === 13 ? line.subarray(0, -1) : line);
  }
  const last = join();
  if (last.length > 0) yield text(last);
}
