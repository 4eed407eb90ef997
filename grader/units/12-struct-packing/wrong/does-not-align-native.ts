// Wrong on purpose: native formats are taken to lie without gaps, like all the others.
// check: calcsize-native
// cause: not-aligned-in-native

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export type { StructValue };

const LONGS: Record<string, string> = { l: 'q', L: 'Q', n: 'q', N: 'Q' };

export function pack(format: string, ...values: StructValue[]): Buffer {
  return struct.pack(packed(format), ...values);
}

export function unpack(format: string, data: Uint8Array): StructValue[] {
  return struct.unpack(packed(format), data);
}

export function calcsize(format: string): number {
  return struct.calcsize(packed(format));
}

/** Natively, integers are little-endian and the long ones have eight bytes. */
function packed(format: string): string {
  struct.calcsize(format);
  if (/^[=<>!]/.test(format)) return format;
  return `<${format.replace('@', '').replace(/[lLnN]/g, (code) => LONGS[code] ?? code)}`;
}
