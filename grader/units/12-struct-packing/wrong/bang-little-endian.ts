// Wrong on purpose: ! is taken for the order of most computers, which is little-endian.
// check: packs-standard
// cause: wrong-byte-order

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function pack(format: string, ...values: StructValue[]): Buffer {
  return struct.pack(withOrder(format), ...values);
}

export function unpack(format: string, data: Uint8Array): StructValue[] {
  return struct.unpack(withOrder(format), data);
}

function withOrder(format: string): string {
  return format.startsWith('!') ? `<${format.slice(1)}` : format;
}
