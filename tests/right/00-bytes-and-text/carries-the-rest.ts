// Right: a generator that carries the cut character over to the next chunk
import { isUtf8 } from 'node:buffer';

export function byteLength(text: string): number {
  return Buffer.from(text).length;
}

export function splitAt(bytes: Uint8Array, n: number): [Uint8Array, Uint8Array] {
  const possible = new Set(Array(bytes.length + 1).keys());
  if (!possible.has(n)) throw new RangeError('no byte ends there');
  return [Buffer.from(bytes.subarray(0, n)), Buffer.from(bytes.subarray(n))];
}

/** How many of the last bytes begin a character whose rest has yet to come. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
}

function* wholeCharacters(chunks: Iterable<Uint8Array>): Generator<Buffer, void, undefined> {
  let rest = Buffer.alloc(0);
  for (const chunk of chunks) {
    const bytes = Buffer.concat([rest, chunk]);
    const end = bytes.length - unfinished(bytes);
    rest = Buffer.from(bytes.subarray(end));
    yield bytes.subarray(0, end);
  }
  yield rest;
}

export function decodeChunks(chunks: Iterable<Uint8Array>): string {
  let text = '';
  for (const bytes of wholeCharacters(chunks)) {
    if (!isUtf8(bytes)) throw new TypeError('these bytes are no UTF-8');
    text += bytes.toString('utf8');
  }
  return text.charCodeAt(0) === 0xfeff ? text.substring(1) : text;
}
