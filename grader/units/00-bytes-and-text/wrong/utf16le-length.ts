// Wrong on purpose: JavaScript keeps its strings in UTF-16, so the network is taken to carry that.
// check: counts-bytes
// cause: utf16le
export { decodeChunks, splitAt } from '../../../../solutions/00-bytes-and-text.ts';

export function byteLength(text: string): number {
  return Buffer.from(text, 'utf16le').length;
}
