// Wrong on purpose: the end of a range is taken to lie outside of it.
// check: packs-standard
// cause: limit-refused

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function pack(format: string, ...values: StructValue[]): Buffer {
  const codes = codesOf(format);
  return struct.pack(format, ...values.map((value, i) => below(codes[i] ?? '', value)));
}

const BITS: Record<string, number> = { b: 7, B: 8, h: 15, H: 16, i: 31, I: 32 };

function below(code: string, value: StructValue): StructValue {
  const bits = BITS[code];
  if (bits && typeof value === 'number' && value >= 2 ** bits - 1) {
    throw new RangeError(`${value} does not fit`);
  }
  return value;
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
