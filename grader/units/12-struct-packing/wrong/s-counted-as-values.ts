// Wrong on purpose: 3s is read like 3H: three values of one byte each.
// check: packs-bytes
// cause: s-counted-as-values

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function pack(format: string, ...values: StructValue[]): Buffer {
  return struct.pack(repeated(format), ...values);
}

export function unpack(format: string, data: Uint8Array): StructValue[] {
  return struct.unpack(repeated(format), data);
}

/** A count repeats its code: 3s is sss. */
function repeated(format: string): string {
  struct.calcsize(format);
  return format.replace(/(\d+)s/g, (_, digits: string) => 's'.repeat(Number(digits)));
}
