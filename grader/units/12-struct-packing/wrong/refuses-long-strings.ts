// Wrong on purpose: bytes that are longer than the count are taken for an error, as a number too large is.
// check: packs-bytes
// cause: string-length-refused

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function pack(format: string, ...values: StructValue[]): Buffer {
  for (const [i, [, count = '']] of [...format.matchAll(/(\d+)s/g)].entries()) {
    const value = values[i];
    if (value instanceof Uint8Array && value.length > Number(count)) {
      throw new TypeError(`${count} bytes at most, and not ${value.length}`);
    }
  }
  return struct.pack(format, ...values);
}
