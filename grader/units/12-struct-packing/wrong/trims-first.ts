// Wrong on purpose: white space around a format is taken to mean nothing.
// check: refuses-formats
// cause: order-not-first

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export type { StructValue };

export function calcsize(format: string): number {
  return struct.calcsize(trimmed(format));
}

export function pack(format: string, ...values: StructValue[]): Buffer {
  return struct.pack(trimmed(format), ...values);
}

export function unpack(format: string, data: Uint8Array): StructValue[] {
  return struct.unpack(trimmed(format), data);
}

function trimmed(format: string): string {
  return format.replace(/^[ \t\n\v\f\r]+|[ \t\n\v\f\r]+$/g, '');
}
