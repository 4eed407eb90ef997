// Wrong on purpose: the length byte of a p is taken to be right always.
// check: unpacks
// cause: length-byte-believed

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, pack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function unpack(format: string, data: Uint8Array): StructValue[] {
  const values = struct.unpack(format, data);
  // A p that begins the data, as most do.
  if (/^[<>]?[1-9]\d*p/.test(format)) values[0] = Buffer.from(data.subarray(1, 1 + (data[0] ?? 0)));
  return values;
}
