// Wrong on purpose: latin1 never fails, so it is taken for the safe choice.
// check: decodes-any-cut
// cause: latin1
export { byteLength, splitAt } from '../../../../solutions/00-bytes-and-text.ts';

export function decodeChunks(chunks: Iterable<Uint8Array>): string {
  const bytes = Buffer.concat([...chunks]);
  return bytes.toString('latin1');
}
