/** The segments of the lesson, written and read apart from the solution: bit by bit, and by DataView. */

export const HEADER = 7;
export const DATA = 1;
export const ACK = 2;

/** CRC-32 as IEEE 802.3 has it: reflected, polynomial edb88320, one bit after the other. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

export function segment(
  kind: number,
  number: number,
  payload: Uint8Array = Buffer.alloc(0),
): Buffer {
  const rest = Buffer.from([kind, number >> 8, number & 255, ...payload]);
  const sum = crc32(rest);
  return Buffer.from([sum >>> 24, (sum >>> 16) & 255, (sum >>> 8) & 255, sum & 255, ...rest]);
}

export const data = (number: number, payload: Uint8Array | string = '') =>
  segment(DATA, number, Buffer.from(payload));
export const ack = (number: number) => segment(ACK, number);

export interface Read {
  kind: number;
  number: number;
  payload: Buffer;
}

/** The segment in these bytes, or what is wrong with them. */
export function read(bytes: Buffer): Read | string {
  if (bytes.length < HEADER) return `${bytes.length} bytes are too short for a segment`;
  if (bytes.readUInt32BE(0) !== crc32(bytes.subarray(4))) return 'its CRC-32 does not fit';
  const kind = bytes.readUInt8(4);
  if (kind !== DATA && kind !== ACK) return `its kind is ${kind}`;
  if (kind === ACK && bytes.length > HEADER) return 'an ACK has no payload';
  return { kind, number: bytes.readUInt16BE(5), payload: bytes.subarray(HEADER) };
}

/** DATA 3 "c", ACK 4. */
export function nameOf(bytes: Buffer): string {
  const known = read(bytes);
  if (typeof known === 'string') return `${bytes.length} bytes`;
  return known.kind === ACK ? `ACK ${known.number}` : `DATA ${known.number}`;
}

/** How far it is from one number to another: forward, or backward where that is shorter. */
export function steps(from: number, to: number): number {
  const forward = (to - from) & 0xffff;
  return forward < 0x8000 ? forward : forward - 0x10000;
}
