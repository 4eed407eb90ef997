// Wrong on purpose: the bytes are read as UTF-16, the form in which JavaScript keeps its strings.
// check: decodes-any-cut
// cause: utf16le
export { byteLength, splitAt } from '../../../../solutions/00-bytes-and-text.ts';

export function decodeChunks(chunks: Iterable<Uint8Array>): string {
  const bytes = Buffer.concat([...chunks]);
  return bytes.toString('utf16le');
}
