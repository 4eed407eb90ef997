// Wrong on purpose: after the last chunk nothing more is asked of the decoder.
// check: refuses-invalid
// cause: cut-at-end-dropped
export { byteLength, splitAt } from '../../../../solutions/00-bytes-and-text.ts';

export function decodeChunks(chunks: Iterable<Uint8Array>): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  for (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
