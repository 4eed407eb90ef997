// Wrong on purpose: a number in the middle between two is rounded up, as Math.round does.
// check: packs-floats
// cause: tie-not-to-even

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function pack(format: string, ...values: StructValue[]): Buffer {
  const codes = codesOf(format);
  return struct.pack(format, ...values.map((value, i) => rounded(codes[i] ?? '', value)));
}

function rounded(code: string, value: StructValue): StructValue {
  if (code !== 'e' || typeof value !== 'number' || !Number.isFinite(value)) return value;
  const size = Math.abs(value);
  if (size >= 65520) return value;
  const exponent = Math.max(-14, Math.floor(Math.log2(size || Number.MIN_VALUE)));
  const unit = 2 ** (exponent - 10);
  const nearest = Math.round(size / unit) * unit;
  return value < 0 || Object.is(value, -0) ? -nearest : nearest;
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
