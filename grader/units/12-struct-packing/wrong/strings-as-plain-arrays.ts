// Wrong on purpose: bytes are taken to be bytes, in whatever class they come back.
// check: unpacks
// cause: no-buffer

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, pack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function unpack(format: string, data: Uint8Array): StructValue[] {
  return struct
    .unpack(format, data)
    .map((value) => (value instanceof Uint8Array ? new Uint8Array(value) : value));
}
