// Right: a streaming TextDecoder as it comes, byte order mark and all
export function byteLength(text: string): number {
  return new Blob([text]).size;
}

export function splitAt(bytes: Uint8Array, n: number): [Uint8Array, Uint8Array] {
  if (!Number.isInteger(n)) throw new RangeError(`${n} is no whole number`);
  if (n < 0 || bytes.length < n) throw new RangeError(`${n} is outside of the bytes`);
  return [bytes.subarray(0, n), bytes.subarray(n, bytes.length)];
}

export function decodeChunks(chunks: Iterable<Uint8Array>): string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const texts = Array.from(chunks, (chunk) => decoder.decode(chunk, { stream: true }));
  return [...texts, decoder.decode(new Uint8Array(0))].join('');
}
