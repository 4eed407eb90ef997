// Wrong on purpose: data.buffer is taken to hold the bytes of data and no others.
// check: unpacks
// cause: byte-offset-ignored

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, pack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function unpack(format: string, data: Uint8Array): StructValue[] {
  if (data.length !== struct.calcsize(format)) throw new TypeError(`not ${data.length} bytes`);
  return struct.unpack(format, new Uint8Array(data.buffer, 0, data.length));
}
