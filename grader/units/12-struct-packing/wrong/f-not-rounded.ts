// Wrong on purpose: an f is taken to be the upper part of a double, whose other bits are cut off.
// check: packs-floats
// cause: float-not-rounded

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function pack(format: string, ...values: StructValue[]): Buffer {
  const codes = codesOf(format);
  return struct.pack(
    format,
    ...values.map((value, i) => {
      return codes[i] === 'f' && typeof value === 'number' ? upperPart(value) : value;
    }),
  );
}

/** A double has 52 bits of fraction, a float 23: the last 29 have no place. */
function upperPart(value: number): number {
  if (!Number.isFinite(value)) return value;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigUint64(0, (view.getBigUint64(0) >> 29n) << 29n);
  return view.getFloat64(0);
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
