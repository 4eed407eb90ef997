// Wrong on purpose: = is taken to be @ without alignment, with a long of eight bytes.
// check: calcsize-standard
// cause: native-sizes-in-standard

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { pack, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function calcsize(format: string): number {
  if (!format.startsWith('=')) return struct.calcsize(format);
  return struct.calcsize(format.replaceAll('l', 'q').replaceAll('L', 'Q'));
}
