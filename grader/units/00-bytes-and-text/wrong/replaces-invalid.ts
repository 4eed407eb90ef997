// Wrong on purpose: a decoder is taken to throw by itself when the bytes are no UTF-8.
// check: refuses-invalid
// cause: replaced-invalid
export { byteLength, splitAt } from '../../../../solutions/00-bytes-and-text.ts';

export function decodeChunks(chunks: Iterable<Uint8Array>): string {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let text = '';
  for (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  text += decoder.decode();
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
