// Wrong on purpose: the zeros behind a string are taken to be filled in, and no part of it.
// check: unpacks
// cause: zeros-stripped

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, pack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function unpack(format: string, data: Uint8Array): StructValue[] {
  const values = struct.unpack(format, data);
  if (!/s/.test(format)) return values;
  return values.map((value) => (value instanceof Uint8Array ? stripped(value) : value));
}

function stripped(bytes: Uint8Array): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return Buffer.from(bytes.subarray(0, end));
}
