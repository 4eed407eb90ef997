// Wrong on purpose: a boolean is taken to be sent as 1 or as 0, so that whatever is not 1 is false.
// check: unpacks
// cause: bool-only-one

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, pack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function unpack(format: string, data: Uint8Array): StructValue[] {
  const codes = codesOf(format);
  const values = struct.unpack(format.replaceAll('?', 'B'), data);
  return values.map((value, i) => (codes[i] === '?' ? value === 1 : value));
}

/** The code of each value. */
function codesOf(format: string): string[] {
  struct.calcsize(format);
  const codes: string[] = [];
  for (const [, digits = '', code = ''] of format.matchAll(/(\d*)([a-z?])/gi)) {
    const count = code === 'x' ? 0 : code === 's' || code === 'p' ? 1 : Number(digits || 1);
    for (let i = 0; i < count; i += 1) codes.push(code);
  }
  return codes;
}
