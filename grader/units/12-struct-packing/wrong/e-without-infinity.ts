// Wrong on purpose: a number that is too large is taken to be infinity.
// check: refuses-values
// cause: became-infinity

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function pack(format: string, ...values: StructValue[]): Buffer {
  const codes = codesOf(format);
  return struct.pack(format, ...values.map((value, i) => large(codes[i] ?? '', value)));
}

function large(code: string, value: StructValue): StructValue {
  if (typeof value !== 'number' || !Number.isFinite(value)) return value;
  if (code === 'f') return Math.fround(value);
  return code === 'e' && Math.abs(value) >= 65520 ? Math.sign(value) / 0 : value;
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
