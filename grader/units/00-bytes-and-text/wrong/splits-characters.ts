// Wrong on purpose: the text is split, so that no character is cut, and n counts characters.
// check: splits-bytes
// cause: characters-counted
export { byteLength, decodeChunks } from '../../../../solutions/00-bytes-and-text.ts';

export function splitAt(bytes: Uint8Array, n: number): [Uint8Array, Uint8Array] {
  if (!Number.isInteger(n) || n < 0 || n > bytes.length) {
    throw new RangeError(`expected a whole number from 0 to ${bytes.length}, received ${n}`);
  }
  const text = new TextDecoder().decode(bytes);
  const encoder = new TextEncoder();
  return [encoder.encode(text.slice(0, n)), encoder.encode(text.slice(n))];
}
