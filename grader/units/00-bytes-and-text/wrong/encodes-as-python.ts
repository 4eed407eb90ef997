// Wrong on purpose: a text is asked to encode itself, as in Python.
// check: counts-bytes
// cause: pythons-name
export { decodeChunks, splitAt } from '../../../../solutions/00-bytes-and-text.ts';

export function byteLength(text: string): number {
  // @ts-expect-error: TypeScript says so as well
  return text.encode('utf-8').length;
}
