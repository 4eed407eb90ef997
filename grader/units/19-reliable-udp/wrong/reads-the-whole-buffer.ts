// Wrong on purpose: reads the ArrayBuffer of a datagram from its beginning, of which the datagram is a part.
// check: segments
// cause: view-forgotten
import { crc32 } from 'node:zlib';
import type { Segment } from '../../../../solutions/19-reliable-udp.ts';

export {
  openInbox,
  Receiver,
  Rto,
  Sender,
  sendAll,
} from '../../../../solutions/19-reliable-udp.ts';

const HEADER = 7;
const KINDS = { data: 1, ack: 2 } as const;

/** CRC-32 of what follows it (uint32), kind (uint8), number (uint16), payload; big-endian. */
export function encodeSegment({ kind, number, payload }: Segment): Buffer {
  const datagram = Buffer.alloc(HEADER + payload.length);
  datagram.writeUInt8(KINDS[kind], 4);
  datagram.writeUInt16BE(number, 5);
  datagram.set(payload, HEADER);
  datagram.writeUInt32BE(crc32(datagram.subarray(4)), 0);
  return datagram;
}

/** The segment in a datagram; undefined where it is damaged, or is none. */
export function decodeSegment(datagram: Uint8Array): Segment | undefined {
  const bytes = Buffer.from(datagram.buffer);
  if (bytes.length < HEADER || bytes.readUInt32BE(0) !== crc32(bytes.subarray(4))) return undefined;
  const type = bytes.readUInt8(4);
  const kind = type === KINDS.data ? 'data' : type === KINDS.ack ? 'ack' : undefined;
  return kind && { kind, number: bytes.readUInt16BE(5), payload: bytes.subarray(HEADER) };
}
