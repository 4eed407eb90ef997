// Wrong on purpose: a long is taken to have four bytes on every computer.
// check: calcsize-native
// cause: standard-sizes-in-native

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { pack, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function calcsize(format: string): number {
  const native = !/^[=<>!]/.test(format);
  return struct.calcsize(native ? format.replaceAll('l', 'i').replaceAll('L', 'I') : format);
}
