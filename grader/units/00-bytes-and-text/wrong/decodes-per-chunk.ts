// Wrong on purpose: each chunk is taken for a text of its own.
// check: decodes-any-cut
// cause: character-cut-in-two
export { byteLength, splitAt } from '../../../../solutions/00-bytes-and-text.ts';

export function decodeChunks(chunks: Iterable<Uint8Array>): string {
  let text = '';
  for (const chunk of chunks) text += Buffer.from(chunk).toString();
  return text.replace(/^\ufeff/, '');
}
