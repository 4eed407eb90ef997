import { frame } from './frame.ts';
import type { Packet } from './packet.ts';

/** Block types and options as draft-ietf-opsawg-pcapng names them. */
const SECTION_HEADER = 0x0a0d0d0a;
const INTERFACE_DESCRIPTION = 1;
const ENHANCED_PACKET = 6;
const BYTE_ORDER_MAGIC = 0x1a2b3c4d;
const LINKTYPE_ETHERNET = 1;
const OPT_COMMENT = 1;
const NO_LIMIT = 0;

/** A pcapng file of the packets, in little-endian, with times in microseconds. */
export function pcapng(packets: readonly Packet[]): Buffer {
  const section = Buffer.alloc(16);
  section.writeUInt32LE(BYTE_ORDER_MAGIC, 0);
  section.writeUInt16LE(1, 4); // version 1.0
  section.fill(0xff, 8); // the section's length is not told
  const link = Buffer.alloc(8);
  link.writeUInt16LE(LINKTYPE_ETHERNET, 0);
  link.writeUInt32LE(NO_LIMIT, 4);
  return Buffer.concat([
    block(SECTION_HEADER, section),
    block(INTERFACE_DESCRIPTION, link),
    ...packets.map((packet) => block(ENHANCED_PACKET, enhanced(packet))),
  ]);
}

function enhanced(packet: Packet): Buffer {
  const bytes = frame(packet);
  const head = Buffer.alloc(20);
  head.writeUInt32LE(Math.floor(packet.atUs / 2 ** 32), 4);
  head.writeUInt32LE(packet.atUs % 2 ** 32, 8);
  head.writeUInt32LE(bytes.length, 12);
  head.writeUInt32LE(bytes.length, 16);
  return Buffer.concat([
    head,
    padded(bytes),
    packet.comment ? comment(packet.comment) : Buffer.of(),
  ]);
}

function comment(text: string): Buffer {
  const bytes = Buffer.from(text);
  const head = Buffer.alloc(4);
  head.writeUInt16LE(OPT_COMMENT, 0);
  head.writeUInt16LE(bytes.length, 2);
  return Buffer.concat([head, padded(bytes), Buffer.alloc(4)]);
}

/** A block tells its length at both ends, so that a reader can go either way. */
function block(type: number, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(12 + body.length);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(type);
  return Buffer.concat([head, length, body, length]);
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
}
