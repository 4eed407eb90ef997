// Wrong on purpose: an e is taken to lie in network order, whatever the format says.
// check: unpacks
// cause: read-in-the-other-order

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, pack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function unpack(format: string, data: Uint8Array): StructValue[] {
  return struct.unpack(/^[@<=]?e$/.test(format) ? '>e' : format, data);
}
