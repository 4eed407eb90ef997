// Wrong on purpose: characters are counted well, emoji included, and taken for bytes.
// check: counts-bytes
// cause: code-points
export { decodeChunks, splitAt } from '../../../../solutions/00-bytes-and-text.ts';

export function byteLength(text: string): number {
  // text.length would count an emoji twice.
  return [...text].length;
}
