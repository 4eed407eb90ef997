// Wrong on purpose: bytes are taken to be a Buffer always.
// check: packs-bytes
// cause: only-buffers

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function pack(format: string, ...values: StructValue[]): Buffer {
  for (const value of values) {
    if (value instanceof Uint8Array && !Buffer.isBuffer(value)) {
      throw new TypeError('a Buffer was expected, and another object came');
    }
  }
  return struct.pack(format, ...values);
}
