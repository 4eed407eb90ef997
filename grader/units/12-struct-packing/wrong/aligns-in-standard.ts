// Wrong on purpose: every format is taken to align its values, as a C compiler does in a struct.
// check: calcsize-standard
// cause: aligned-in-standard

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export type { StructValue };

const SIZES: Record<string, number> = {
  h: 2,
  H: 2,
  e: 2,
  i: 4,
  I: 4,
  l: 4,
  L: 4,
  f: 4,
  q: 8,
  Q: 8,
  d: 8,
};

export function pack(format: string, ...values: StructValue[]): Buffer {
  return struct.pack(aligned(format), ...values);
}

export function unpack(format: string, data: Uint8Array): StructValue[] {
  return struct.unpack(aligned(format), data);
}

export function calcsize(format: string): number {
  return struct.calcsize(aligned(format));
}

/** Puts padding in front of each value that would not begin at a multiple of its size. */
function aligned(format: string): string {
  struct.calcsize(format);
  if (!/^[=<>!]/.test(format)) return format; // these are aligned already
  let result = format.slice(0, 1);
  let at = 0;
  for (const [, digits = '', code = ''] of format.matchAll(/(\d*)([a-z?])/gi)) {
    const size = SIZES[code] ?? 1;
    const padding = Math.ceil(at / size) * size - at;
    result += `${padding}x${digits}${code}`;
    at += padding + size * Number(digits || 1);
  }
  return result;
}
