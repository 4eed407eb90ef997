// Wrong on purpose: an x is taken for a value like the others.
// check: packs-standard
// cause: x-takes-no-value

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function pack(format: string, ...values: StructValue[]): Buffer {
  const fillers = [...format.matchAll(/x/g)].length;
  if (fillers > 0 && values.length > 0) {
    throw new TypeError(`${values.length + fillers} values expected, ${values.length} came`);
  }
  return struct.pack(format, ...values);
}
