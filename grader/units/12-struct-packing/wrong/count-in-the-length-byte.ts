// Wrong on purpose: the length byte is taken to say how many bytes were given.
// check: packs-bytes
// cause: wrong-length-byte

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function pack(format: string, ...values: StructValue[]): Buffer {
  const bytes = struct.pack(format, ...values);
  const [value] = values;
  // A p that begins the format, as most do.
  if (/^[<>]?[1-9]\d*p/.test(format) && value instanceof Uint8Array) bytes[0] = value.length % 256;
  return bytes;
}
