// Wrong on purpose: the data is taken to be a Buffer always, with the methods that a Buffer has.
// check: unpacks
// cause: only-buffers

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, pack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function unpack(format: string, data: Uint8Array): StructValue[] {
  if (!Buffer.isBuffer(data)) throw new TypeError('a Buffer was expected');
  return struct.unpack(format, data);
}
