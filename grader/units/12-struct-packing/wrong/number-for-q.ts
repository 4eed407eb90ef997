// Wrong on purpose: a JavaScript number is taken to hold any integer of eight bytes.
// check: unpacks
// cause: number-for-bigint

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, pack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function unpack(format: string, data: Uint8Array): StructValue[] {
  const values = struct.unpack(format, data);
  // A bigint cannot be added to a number, and every caller would have to convert it.
  return values.map((value) => (typeof value === 'bigint' ? Number(value) : value));
}
