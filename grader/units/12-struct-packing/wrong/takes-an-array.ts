// Wrong on purpose: the values are taken to come as one list, as unpack gives them.
// check: packs-standard
// cause: takes-an-array

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function pack(format: string, values: StructValue[]): Buffer {
  return struct.pack(format, ...(Array.isArray(values) ? values : []));
}
