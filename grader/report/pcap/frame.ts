import net from 'node:net';
import { type Endpoint, type Packet, SYN } from './packet.ts';

const IPV4 = 0x0800;
const IPV6 = 0x86dd;
const TCP = 6;
const UDP = 17;
const HOPS = 64;
const WINDOW = 65_535;
/** How far the window is shifted (RFC 7323, the window scale option): a burst may wait to be read. */
const SCALE = 10;

/** An Ethernet II frame around a packet, with every length and checksum right. */
export function frame(packet: Packet): Buffer {
  const [source, target] = [addressBytes(packet.source), addressBytes(packet.target)];
  const protocol = packet.tcp ? TCP : UDP;
  const transport = packet.tcp ? tcpSegment(packet, packet.tcp) : udpDatagram(packet);
  const pseudo = Buffer.concat([source, target, uint(4, transport.length), uint(4, protocol)]);
  const at = packet.tcp ? 16 : 6;
  const sum = internetChecksum(Buffer.concat([pseudo, transport]));
  // To UDP a checksum of 0 says that there is none: a sum that comes to 0 is sent as ffff.
  transport.writeUInt16BE(sum === 0 && !packet.tcp ? 0xffff : sum, at);
  const ip =
    source.length === 4
      ? ipv4Header(source, target, protocol, transport.length)
      : Buffer.concat([
          Buffer.of(0x60, 0, 0, 0),
          uint(2, transport.length),
          Buffer.of(protocol, HOPS),
          source,
          target,
        ]);
  const ethernet = Buffer.concat([
    station(packet.target),
    station(packet.source),
    uint(2, source.length === 4 ? IPV4 : IPV6),
  ]);
  return Buffer.concat([ethernet, ip, transport]);
}

function ipv4Header(source: Buffer, target: Buffer, protocol: number, length: number): Buffer {
  const header = Buffer.concat([
    Buffer.of(0x45, 0),
    uint(2, 20 + length),
    Buffer.of(0, 0, 0x40, 0), // identification 0, don't fragment
    Buffer.of(HOPS, protocol, 0, 0),
    source,
    target,
  ]);
  header.writeUInt16BE(internetChecksum(header), 10);
  return header;
}

function tcpSegment({ source, target, payload }: Packet, tcp: NonNullable<Packet['tcp']>): Buffer {
  // Only a SYN may carry the window scale option; a NOP fills its word.
  const options = tcp.flags & SYN ? Buffer.of(3, 3, SCALE, 1) : Buffer.alloc(0);
  const words = (20 + options.length) / 4;
  return Buffer.concat([
    uint(2, source.port),
    uint(2, target.port),
    uint(4, tcp.sequence),
    uint(4, tcp.acknowledgement),
    Buffer.of(words << 4, tcp.flags),
    uint(2, WINDOW),
    Buffer.alloc(4),
    options,
    payload,
  ]);
}

function udpDatagram({ source, target, payload }: Packet): Buffer {
  const length = uint(2, 8 + payload.length);
  return Buffer.concat([uint(2, source.port), uint(2, target.port), length, uint(2, 0), payload]);
}

/** The Internet checksum (RFC 1071): the ones' complement of the ones' complement sum of 16-bit words. */
export function internetChecksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 2) sum += ((bytes[i] ?? 0) << 8) | (bytes[i + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return ~sum & 0xffff;
}

function addressBytes({ address }: Endpoint): Buffer {
  if (net.isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail = ''] = address.split('::');
  const groups = (text: string) => text.split(':').filter(Boolean);
  const [front, back] = [groups(head), groups(tail)];
  const zeros = Array<string>(8 - front.length - back.length).fill('0');
  const words = [...front, ...zeros, ...back].map((group) => uint(2, Number.parseInt(group, 16)));
  return Buffer.concat(words);
}

/** Loopback has no stations: each port gets a locally administered address of its own. */
function station({ port }: Endpoint): Buffer {
  return Buffer.concat([Buffer.of(0x02, 0, 0, 0), uint(2, port)]);
}

function uint(size: number, value: number): Buffer {
  const bytes = Buffer.alloc(size);
  bytes.writeUIntBE(value % 256 ** size, 0, size);
  return bytes;
}
