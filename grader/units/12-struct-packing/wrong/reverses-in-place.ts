// Wrong on purpose: the data is taken to be the function's own, to be turned round where it lies.
// check: copies
// cause: data-changed

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, pack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function unpack(format: string, data: Uint8Array): StructValue[] {
  const values = struct.unpack(format, data);
  const end = struct.calcsize(format);
  // The order that a number is read in is made by turning its bytes round.
  for (const code of ['d', 'q', 'Q']) {
    if (format.endsWith(code)) data.subarray(end - 8, end).reverse();
  }
  if (/^[>!]?H/.test(format)) data.subarray(0, 2).reverse();
  return values;
}
