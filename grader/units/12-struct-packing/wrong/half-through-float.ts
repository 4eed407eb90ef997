// Wrong on purpose: an e is taken for a shorter f, so the number is rounded to 32 bits and then to 16.
// check: packs-floats
// cause: rounded-twice

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function pack(format: string, ...values: StructValue[]): Buffer {
  const codes = codesOf(format);
  return struct.pack(format, ...values.map((value, i) => shortened(codes[i] ?? '', value)));
}

function shortened(code: string, value: StructValue): StructValue {
  return code === 'e' && typeof value === 'number' ? Math.fround(value) : value;
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
