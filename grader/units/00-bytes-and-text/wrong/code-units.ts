// Wrong on purpose: a text's length is taken for the number of its bytes.
// check: counts-bytes
// cause: utf16-code-units
export { decodeChunks, splitAt } from '../../../../solutions/00-bytes-and-text.ts';

export function byteLength(text: string): number {
  return text.length;
}
