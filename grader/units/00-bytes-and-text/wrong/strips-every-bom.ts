// Wrong on purpose: U+FEFF is taken for a byte order mark wherever it stands.
// check: byte-order-mark
// cause: stripped-inner-bom
export { byteLength, splitAt } from '../../../../solutions/00-bytes-and-text.ts';

export function decodeChunks(chunks: Iterable<Uint8Array>): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  for (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  text += decoder.decode();
  return text.replaceAll('\ufeff', '');
}
