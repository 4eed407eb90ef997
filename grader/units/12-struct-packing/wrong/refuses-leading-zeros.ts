// Wrong on purpose: a count is taken to begin with another digit than 0, as numbers do in JavaScript.
// check: calcsize-native
// cause: zeros-in-count-refused

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { pack, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function calcsize(format: string): number {
  if (/(?<!\d)0\d/.test(format)) throw new TypeError(`no count in ${format}`);
  return struct.calcsize(format);
}
