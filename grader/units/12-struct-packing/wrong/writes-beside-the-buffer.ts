// Wrong on purpose: the ArrayBuffer of a Buffer is taken to begin where the Buffer does.
// check: packs-standard
// cause: nothing-written

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function pack(format: string, ...values: StructValue[]): Buffer {
  const packed = struct.pack(format, ...values);
  // As where a program has one Buffer for many messages.
  const messages = Buffer.alloc(packed.length + 64);
  const target = messages.subarray(64);
  new Uint8Array(target.buffer, 0, target.length).set(packed.subarray(0, 64));
  return target;
}
