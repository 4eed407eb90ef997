// Wrong on purpose: whatever is larger than the largest f is taken to be too large for it.
// check: packs-floats
// cause: rounds-to-the-largest

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function pack(format: string, ...values: StructValue[]): Buffer {
  const codes = codesOf(format);
  return struct.pack(format, ...values.map((value, i) => limited(codes[i] ?? '', value)));
}

const LARGEST = 3.4028234663852886e38;

function limited(code: string, value: StructValue): StructValue {
  if (code === 'f' && typeof value === 'number' && Number.isFinite(value)) {
    if (Math.abs(value) > LARGEST) throw new RangeError(`at most ${LARGEST}, and not ${value}`);
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
