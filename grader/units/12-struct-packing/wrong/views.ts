// Wrong on purpose: a Buffer's subarray is taken for a copy, as a slice of bytes is in Python.
// check: copies
// cause: view-handed-out

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, pack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function unpack(format: string, data: Uint8Array): StructValue[] {
  const values = struct.unpack(format, data);
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  let next = 0;
  for (const part of format.matchAll(/(\d*)([a-z?])/gi)) {
    const [text, digits = '', code = ''] = part;
    const count = Number(digits || 1);
    const end = struct.calcsize(format.slice(0, part.index + text.length));
    if (code === 'x') continue;
    if (code === 's') {
      values[next++] = bytes.subarray(end - count, end);
    } else if (code === 'p') {
      const length = Math.min(bytes[end - count] ?? 0, count - 1);
      if (count > 0) values[next] = bytes.subarray(end - count + 1, end - count + 1 + length);
      next += 1;
    } else if (code === 'c') {
      for (let at = end - count; at < end; at += 1) values[next++] = bytes.subarray(at, at + 1);
    } else {
      next += count;
    }
  }
  return values;
}
