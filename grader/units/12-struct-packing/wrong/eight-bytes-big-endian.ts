// Wrong on purpose: setBigInt64 is taken to know the order; its last argument is left out.
// check: packs-eight-bytes
// cause: wrong-byte-order

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

export function pack(format: string, ...values: StructValue[]): Buffer {
  const bytes = struct.pack(format, ...values);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { at, index } of eightBytes(format)) {
    const value = values[index];
    // Signed or not, the 64 bits are the same.
    if (typeof value === 'bigint') view.setBigInt64(at, value);
  }
  return bytes;
}

export function unpack(format: string, data: Uint8Array): StructValue[] {
  const values = struct.unpack(format, data);
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (const { code, at, index } of eightBytes(format)) {
    const signed = code === code.toLowerCase();
    values[index] = signed ? view.getBigInt64(at) : view.getBigUint64(at);
  }
  return values;
}

/** Where each integer of eight bytes lies, and which of the values it is. */
function eightBytes(format: string): { code: string; at: number; index: number }[] {
  const codes = /^[=<>!]/.test(format) ? 'qQ' : 'lLqQnN';
  const places: { code: string; at: number; index: number }[] = [];
  let index = 0;
  for (const part of format.matchAll(/(\d*)([a-z?])/gi)) {
    const [text, digits = '', code = ''] = part;
    const count = code === 'x' ? 0 : code === 's' || code === 'p' ? 1 : Number(digits || 1);
    const end = struct.calcsize(format.slice(0, part.index + text.length));
    for (let i = 0; codes.includes(code) && i < count; i += 1) {
      places.push({ code, at: end - 8 * (count - i), index: index + i });
    }
    index += count;
  }
  return places;
}
