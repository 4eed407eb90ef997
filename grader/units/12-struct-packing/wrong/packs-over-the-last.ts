// Wrong on purpose: memory is kept for the next call, and what stood in it is taken to do no harm.
// check: packs-native
// cause: used-memory

import type { StructValue } from '../../../../solutions/12-struct-packing.ts';
import * as struct from '../../../../solutions/12-struct-packing.ts';

export { calcsize, unpack } from '../../../../solutions/12-struct-packing.ts';
export type { StructValue };

const scratch = Buffer.alloc(64 * 1024);

export function pack(format: string, ...values: StructValue[]): Buffer {
  const packed = struct.pack(format, ...values);
  // Only where a value stands is anything written: what is between the values stays as it was.
  const gaps = gapsOf(format);
  for (const [at, byte] of packed.entries()) if (!gaps.has(at)) scratch[at] = byte;
  return Buffer.from(scratch.subarray(0, packed.length));
}

/** The bytes of padding. */
function gapsOf(format: string): Set<number> {
  const gaps = new Set<number>();
  if (/^[=<>!]/.test(format)) return gaps;
  for (const { index, 0: text } of format.matchAll(/\d*[a-z?]/gi)) {
    const from = struct.calcsize(format.slice(0, index));
    const to = struct.calcsize(format.slice(0, index) + text.replace(/^\d*/, '0'));
    for (let at = from; at < to; at += 1) gaps.add(at);
  }
  return gaps;
}
