// Wrong on purpose: only < and = are taken to be little-endian; without an order, network order is.
// check: packs-native
// cause: wrong-byte-order

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function pack(format: string, ...values: StructValue[]): Buffer {
  return turned(format, struct.pack(format, ...values));
}

export function unpack(format: string, data: Uint8Array): StructValue[] {
  const right = data instanceof Uint8Array && data.length === struct.calcsize(format);
  return struct.unpack(format, right ? turned(format, data) : data);
}

const SIZES: Record<string, number> = { h: 2, H: 2, e: 2, i: 4, I: 4, f: 4 };

/** Each value of a native format with its bytes the other way round. */
function turned(format: string, data: Uint8Array): Buffer {
  const bytes = Buffer.from(data);
  if (/^[=<>!]/.test(format)) return bytes;
  for (const part of format.matchAll(/(\d*)([a-z?])/gi)) {
    const [text, digits = '', code = ''] = part;
    const size = 'lLqQnNd'.includes(code) ? 8 : (SIZES[code] ?? 1);
    let at = struct.calcsize(format.slice(0, part.index + text.length));
    for (let i = Number(digits || 1); i > 0 && size > 1; i -= 1) {
      at -= size;
      bytes.subarray(at, at + size).reverse();
    }
  }
  return bytes;
}
