// Wrong on purpose: an array of one value is taken to be of no use.
// check: unpacks
// cause: bare-value

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, pack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function unpack(format: string, data: Uint8Array): StructValue[] | StructValue | undefined {
  const values = struct.unpack(format, data);
  return values.length === 1 ? values[0] : values;
}
