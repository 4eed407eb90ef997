// Wrong on purpose: data that is longer than the format is taken for the beginning of a stream.
// check: refuses-formats
// cause: wrong-size-accepted

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, pack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function unpack(format: string, data: Uint8Array): StructValue[] {
  const size = struct.calcsize(format);
  // What follows belongs to the next message.
  const mine = data instanceof Uint8Array && data.length > size ? data.subarray(0, size) : data;
  return struct.unpack(format, mine);
}
