// Wrong on purpose: the bytes are counted in latin1, which has one for each UTF-16 code unit.
// check: counts-bytes
// cause: utf16-code-units
export { decodeChunks, splitAt } from '../../../../solutions/00-bytes-and-text.ts';

export function byteLength(text: string): number {
  return Buffer.byteLength(text, 'latin1');
}
