// Wrong on purpose: a native format is taken for a C struct, whose size is rounded up at the end.
// check: calcsize-native
// cause: padded-at-end

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export type { StructValue };

export function pack(format: string, ...values: StructValue[]): Buffer {
  return struct.pack(rounded(format), ...values);
}

export function unpack(format: string, data: Uint8Array): StructValue[] {
  return struct.unpack(rounded(format), data);
}

export function calcsize(format: string): number {
  return struct.calcsize(rounded(format));
}

/** In an array of structs, the next one has to begin aligned as well: sizeof rounds up. */
function rounded(format: string): string {
  if (/^[=<>!]/.test(format)) return format;
  if (/[lLqQnNd]/.test(format)) return `${format} 0q`;
  if (/[iIf]/.test(format)) return `${format} 0i`;
  if (/[hHe]/.test(format)) return `${format} 0h`;
  return format;
}
