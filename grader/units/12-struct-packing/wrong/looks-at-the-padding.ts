// Wrong on purpose: the bytes of an x are taken to be zero.
// check: unpacks
// cause: padding-looked-at

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, pack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function unpack(format: string, data: Uint8Array): StructValue[] {
  const values = struct.unpack(format, data);
  const [, fillers = '0'] = /^[=<>!]?(\d+)x/.exec(format) ?? [];
  if (data.subarray(0, Number(fillers)).some((byte) => byte !== 0)) {
    throw new TypeError('zeros expected at an x');
  }
  return values;
}
