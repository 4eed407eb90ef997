// Wrong on purpose: subarray() takes any number, so any number is taken for a place to split at.
// check: splits-bytes
// cause: out-of-range-accepted
export { byteLength, decodeChunks } from '../../../../solutions/00-bytes-and-text.ts';

export function splitAt(bytes: Uint8Array, n: number): [Uint8Array, Uint8Array] {
  return [bytes.subarray(0, n), bytes.subarray(n)];
}
