// Wrong on purpose: a code with the count 0 is taken to do nothing at all.
// check: calcsize-native
// cause: zero-count-not-aligned

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { pack, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function calcsize(format: string): number {
  return struct.calcsize(format.replace(/(?<!\d)0+[a-z?]/gi, ''));
}
