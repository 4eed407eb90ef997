// Wrong on purpose: an n is taken to be a size, which is never negative.
// check: unpacks
// cause: other-sign

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, pack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function unpack(format: string, data: Uint8Array): StructValue[] {
  return struct.unpack(/^@?n$/.test(format) ? format.replace('n', 'N') : format, data);
}
