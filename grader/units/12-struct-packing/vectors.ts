import type { Value } from '../../vocabulary.ts';
import file from './vectors.json' with { type: 'json' };

/** A value as vectors.json carries it. */
type Carried = number | boolean | { bigint: string } | { bytes: string } | { float: string };

/** What CPython packs the values to, and what it unpacks from that. */
export interface Vector {
  format: string;
  values: Value[];
  bytes: Buffer;
  unpacked: Value[];
}

const FLOATS: Record<string, number> = {
  nan: Number.NaN,
  '-0': -0,
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
};

function read(carried: Carried): Value {
  if (typeof carried !== 'object') return carried;
  if ('bigint' in carried) return BigInt(carried.bigint);
  if ('bytes' in carried) return Buffer.from(carried.bytes, 'hex');
  return FLOATS[carried.float];
}

interface Row {
  format: string;
  values?: Carried[];
  hex: string;
  unpacked: Carried[];
}

function vectors(rows: readonly Row[]): Vector[] {
  return rows.map(({ format, values = [], hex, unpacked }) => ({
    format,
    values: values.map(read),
    bytes: Buffer.from(hex, 'hex'),
    unpacked: unpacked.map(read),
  }));
}

export const integers = vectors(file.integers);
export const floats = vectors(file.floats);
export const layouts = vectors(file.layouts);
export const strings = vectors(file.strings);
export const unpackedOnly = vectors(file.unpacked);
export const sizes = file.sizes;
export const refused = file.refused;

/** Whether a format is native: in the order, alignment and sizes of the machine that CPython ran on. */
export function isNative(format: string): boolean {
  return !/^[=<>!]/.test(format);
}
