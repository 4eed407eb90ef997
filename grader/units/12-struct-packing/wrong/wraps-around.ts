// Wrong on purpose: an integer is taken to keep its lowest bits, as in a typed array.
// check: refuses-values
// cause: silent-wrap-around

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function pack(format: string, ...values: StructValue[]): Buffer {
  const codes = codesOf(format);
  return struct.pack(format, ...values.map((value, i) => lowestBits(codes[i] ?? '', value)));
}

function lowestBits(code: string, value: StructValue): StructValue {
  if (typeof value === 'bigint') {
    if ('qln'.includes(code)) return BigInt.asIntN(64, value);
    if ('QLN'.includes(code)) return BigInt.asUintN(64, value);
  }
  if (typeof value === 'number' && Number.isInteger(value)) {
    const view = new DataView(new ArrayBuffer(4));
    view.setInt32(0, value, true);
    if (code === 'b') return view.getInt8(0);
    if (code === 'B') return view.getUint8(0);
    if (code === 'h') return view.getInt16(0, true);
    if (code === 'H') return view.getUint16(0, true);
    if (code === 'i' || code === 'l') return view.getInt32(0, true);
    if (code === 'I' || code === 'L') return view.getUint32(0, true);
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
