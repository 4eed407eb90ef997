/** What a format packs: an integer of eight bytes is a bigint, a string of bytes a Uint8Array. */
export type StructValue = number | bigint | boolean | Uint8Array;

/**
 * Puts the values into bytes as the format says, like Python's struct.pack. Throws RangeError where
 * a number does not fit its code; TypeError where a value is of the wrong type, where their number
 * is not what the format takes, and where the format cannot be read.
 */
export function pack(format: string, ...values: StructValue[]): Buffer {
  throw new Error('pack is not written yet');
}

/**
 * Reads the values back, like Python's struct.unpack: c, s and p as Buffers of their own. Throws
 * TypeError where the data is not calcsize(format) bytes long, and where the format cannot be read.
 */
export function unpack(format: string, data: Uint8Array): StructValue[] {
  throw new Error('unpack is not written yet');
}

/**
 * How many bytes the format takes, like Python's struct.calcsize, alignment included. Throws
 * TypeError where the format cannot be read.
 */
export function calcsize(format: string): number {
  throw new Error('calcsize is not written yet');
}
