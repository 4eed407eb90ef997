// Wrong on purpose: a Uint8Array is taken for all that a Buffer is.
// check: packs-standard
// cause: no-buffer

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function pack(format: string, ...values: StructValue[]): Uint8Array {
  return new Uint8Array(struct.pack(format, ...values));
}
