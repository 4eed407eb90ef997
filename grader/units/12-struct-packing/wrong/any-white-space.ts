// Wrong on purpose: the white space of a regular expression is taken for that of a format.
// check: refuses-formats
// cause: other-white-space

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export type { StructValue };

export function calcsize(format: string): number {
  return struct.calcsize(spaced(format));
}

export function pack(format: string, ...values: StructValue[]): Buffer {
  return struct.pack(spaced(format), ...values);
}

export function unpack(format: string, data: Uint8Array): StructValue[] {
  return struct.unpack(spaced(format), data);
}

function spaced(format: string): string {
  return format.replace(/\s/g, ' ');
}
