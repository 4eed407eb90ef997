// Wrong on purpose: a byte order mark is taken for a part of the text.
// check: byte-order-mark
// cause: kept-bom
export { byteLength, splitAt } from '../../../../solutions/00-bytes-and-text.ts';

export function decodeChunks(chunks: Iterable<Uint8Array>): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const text: string[] = [];
  for (const chunk of chunks) text.push(decoder.decode(chunk, { stream: true }));
  text.push(decoder.decode());
  return text.join('');
}
