// Right: everything joined first, then decoded once
const MARK = Buffer.of(0xef, 0xbb, 0xbf);

export const byteLength = (text: string): number => new TextEncoder().encode(text).byteLength;

export function splitAt(bytes: Uint8Array, n: number): [Uint8Array, Uint8Array] {
  if (!(n % 1 === 0 && 0 <= n && n <= bytes.byteLength)) throw new RangeError(`n is ${n}`);
  return [bytes.slice(0, n), bytes.slice(n)];
}

export function decodeChunks(chunks: Iterable<Uint8Array>): string {
  const all = Buffer.concat(Array.from(chunks));
  const marked = all.subarray(0, 3).equals(MARK);
  const text = all.subarray(marked ? 3 : 0);
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(text);
}
