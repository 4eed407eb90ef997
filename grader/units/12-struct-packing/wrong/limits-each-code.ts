// Wrong on purpose: the largest size is taken to be that of each code, and not of the format.
// check: refuses-formats
// cause: size-not-limited

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { pack, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function calcsize(format: string): number {
  const order = /^[@=<>!]/.exec(format)?.[0] ?? '';
  const [first = '', ...others] = format.match(/\d+[xcbB?sp]/g) ?? [];
  // Whole formats of single bytes: nothing is aligned between them.
  if (others.length > 0 && order + first + others.join('') === format) {
    return [first, ...others].reduce((sum, code) => sum + struct.calcsize(order + code), 0);
  }
  return struct.calcsize(format);
}
