// Wrong on purpose: bytes are asked to decode themselves, as in Python.
// check: decodes-any-cut
// cause: pythons-name
export { byteLength, splitAt } from '../../../../solutions/00-bytes-and-text.ts';

export function decodeChunks(chunks: Iterable<Uint8Array>): string {
  // @ts-expect-error: TypeScript says so as well
  return Buffer.concat([...chunks]).decode('utf-8');
}
