import dgram from 'node:dgram';
import { once } from 'node:events';

/**
 * One layer of a decoded frame. Addresses are text: 02:00:00:00:00:0a, 192.0.2.1, and for IPv6 all
 * eight groups of four digits. Lengths and offsets count bytes.
 */
export type Layer =
  | { layer: 'ethernet'; destination: string; source: string; etherType: number }
  | { layer: 'vlan'; priority: number; dropEligible: boolean; id: number; etherType: number }
  | Arp
  | Ipv4
  | Ipv6
  | { layer: 'udp'; sourcePort: number; destinationPort: number; length: number; checksum: Verdict }
  | Tcp
  | { layer: 'payload'; bytes: Uint8Array };

/** What a checksum came to. `absent`: the sender made none. `unverified`: not all that it covers is here. */
export type Verdict = 'ok' | 'wrong' | 'absent' | 'unverified';

export interface Arp {
  layer: 'arp';
  operation: number;
  senderMac: string;
  senderAddress: string;
  targetMac: string;
  targetAddress: string;
}

export interface Ipv4 {
  layer: 'ipv4';
  typeOfService: number;
  totalLength: number;
  identification: number;
  dontFragment: boolean;
  moreFragments: boolean;
  fragmentOffset: number;
  ttl: number;
  protocol: number;
  checksum: Verdict;
  source: string;
  destination: string;
  options: Uint8Array;
}

export interface Ipv6 {
  layer: 'ipv6';
  trafficClass: number;
  flowLabel: number;
  payloadLength: number;
  nextHeader: number;
  hopLimit: number;
  source: string;
  destination: string;
}

/** `flags` are the eight bits CWR ECE URG ACK PSH RST SYN FIN as one number. */
export interface Tcp {
  layer: 'tcp';
  sourcePort: number;
  destinationPort: number;
  sequence: number;
  acknowledgment: number;
  flags: number;
  window: number;
  checksum: Verdict;
  urgentPointer: number;
  options: Uint8Array;
}

/** Where a message comes from or goes to, on each layer that has addresses. */
export interface Endpoint {
  mac: string;
  address: string;
  port: number;
}

export interface UdpHeaders {
  source: Endpoint;
  destination: Endpoint;
  ttl: number;
  identification: number;
}

/** Thrown for a frame that ends too early or contradicts itself. The message begins with the layer's name. */
export class FrameError extends Error {
  override readonly name = 'FrameError';

  constructor(layer: Layer['layer'], expected: string, received: number) {
    super(`${layer}: expected ${expected}, received ${received}`);
  }
}

const IPV4 = 0x0800;
const ARP = 0x0806;
const VLAN = 0x8100;
const IPV6 = 0x86dd;
const TCP = 6;
const UDP = 17;
const ETHERNET_BYTES = 14;
const IPV4_BYTES = 20;
const IPV6_BYTES = 40;
const TCP_BYTES = 20;
const UDP_BYTES = 8;
const MTU = 1500;

/** The Internet checksum (RFC 1071) of at most 65,536 bytes: 0 to 65535; 0 over bytes that hold their own. */
export function internetChecksum(bytes: Uint8Array): number {
  let sum = 0;
  for (const [i, byte] of bytes.entries()) sum += i % 2 === 0 ? byte * 256 : byte;
  // What was carried out of 16 bits is added at their low end, until nothing is carried.
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
  return 0xffff - sum;
}

/** The Ethernet frame that carries the message in UDP in IPv4. Throws RangeError for more than 1,472 bytes. */
export function encapsulate(message: Uint8Array, headers: UdpHeaders): Buffer {
  const { source, destination, ttl, identification } = headers;
  const udpLength = UDP_BYTES + message.length;
  const totalLength = IPV4_BYTES + udpLength;
  if (totalLength > MTU) {
    const most = MTU - IPV4_BYTES - UDP_BYTES;
    throw new RangeError(`expected at most ${most} bytes, received ${message.length}`);
  }
  const frame = Buffer.alloc(ETHERNET_BYTES + totalLength);
  frame.set(macBytes(destination.mac), 0);
  frame.set(macBytes(source.mac), 6);
  frame.writeUInt16BE(IPV4, 12);

  const packet = frame.subarray(ETHERNET_BYTES);
  packet.writeUInt8(0x45, 0); // version 4, a header of 5 words
  packet.writeUInt16BE(totalLength, 2);
  packet.writeUInt16BE(identification, 4);
  packet.writeUInt8(ttl, 8);
  packet.writeUInt8(UDP, 9);
  packet.set(addressBytes(source.address), 12);
  packet.set(addressBytes(destination.address), 16);
  packet.writeUInt16BE(internetChecksum(packet.subarray(0, IPV4_BYTES)), 10);

  const datagram = packet.subarray(IPV4_BYTES);
  datagram.writeUInt16BE(source.port, 0);
  datagram.writeUInt16BE(destination.port, 2);
  datagram.writeUInt16BE(udpLength, 4);
  datagram.set(message, UDP_BYTES);
  const checksum = transportChecksum(packet.subarray(12, 20), UDP, datagram);
  // 0 would say that there is no checksum. ffff is 0 as well, in ones' complement.
  datagram.writeUInt16BE(checksum || 0xffff, 6);
  return frame;
}

/** Reads a captured frame from the outside to the inside. Throws FrameError. */
export function decodeFrame(bytes: Uint8Array): Layer[] {
  let rest = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  mustHold('ethernet', rest, ETHERNET_BYTES);
  let etherType = rest.readUInt16BE(12);
  const layers: Layer[] = [
    { layer: 'ethernet', destination: mac(rest, 0), source: mac(rest, 6), etherType },
  ];
  rest = rest.subarray(ETHERNET_BYTES);
  while (etherType === VLAN) {
    mustHold('vlan', rest, 4);
    const tag = rest.readUInt16BE(0);
    etherType = rest.readUInt16BE(2);
    const dropEligible = (tag & 0x1000) !== 0;
    layers.push({ layer: 'vlan', priority: tag >> 13, dropEligible, id: tag & 0xfff, etherType });
    rest = rest.subarray(4);
  }
  return [...layers, ...decodeNetwork(etherType, rest)];
}

function decodeNetwork(etherType: number, bytes: Buffer): Layer[] {
  if (etherType === ARP) return [decodeArp(bytes)];
  if (etherType === IPV4) return decodeIpv4(bytes);
  if (etherType === IPV6) return decodeIpv6(bytes);
  return [{ layer: 'payload', bytes }];
}

function decodeArp(bytes: Buffer): Arp {
  mustHold('arp', bytes, 28);
  const kind = bytes.readUIntBE(0, 6);
  if (kind !== 0x0001_0800_0604) throw new FrameError('arp', 'Ethernet and IPv4', kind);
  return {
    layer: 'arp',
    operation: bytes.readUInt16BE(6),
    senderMac: mac(bytes, 8),
    senderAddress: ipv4(bytes, 14),
    targetMac: mac(bytes, 18),
    targetAddress: ipv4(bytes, 24),
  };
}

function decodeIpv4(bytes: Buffer): Layer[] {
  mustHold('ipv4', bytes, IPV4_BYTES);
  const version = bytes.readUInt8(0) >> 4;
  if (version !== 4) throw new FrameError('ipv4', 'version 4', version);
  const headerLength = headerBytes('ipv4', bytes.readUInt8(0) & 0x0f, bytes);
  const totalLength = bytes.readUInt16BE(2);
  if (totalLength < headerLength)
    throw new FrameError('ipv4', `a total length of ${headerLength} or more`, totalLength);
  mustHold('ipv4', bytes, totalLength);
  const header = bytes.subarray(0, headerLength);
  const fragment = header.readUInt16BE(6);
  const layer: Ipv4 = {
    layer: 'ipv4',
    typeOfService: header.readUInt8(1),
    totalLength,
    identification: header.readUInt16BE(4),
    dontFragment: (fragment & 0x4000) !== 0,
    moreFragments: (fragment & 0x2000) !== 0,
    fragmentOffset: (fragment & 0x1fff) * 8,
    ttl: header.readUInt8(8),
    protocol: header.readUInt8(9),
    checksum: internetChecksum(header) === 0 ? 'ok' : 'wrong',
    source: ipv4(header, 12),
    destination: ipv4(header, 16),
    options: header.subarray(IPV4_BYTES),
  };
  // The card fills short frames up: what lies behind the total length is not the sender's.
  const carried = bytes.subarray(headerLength, totalLength);
  if (layer.fragmentOffset > 0) return [layer, { layer: 'payload', bytes: carried }];
  const addresses = header.subarray(12, 20);
  return [layer, ...decodeTransport(layer.protocol, carried, addresses, !layer.moreFragments)];
}

function decodeIpv6(bytes: Buffer): Layer[] {
  mustHold('ipv6', bytes, IPV6_BYTES);
  const first = bytes.readUInt32BE(0);
  if (first >>> 28 !== 6) throw new FrameError('ipv6', 'version 6', first >>> 28);
  const payloadLength = bytes.readUInt16BE(4);
  mustHold('ipv6', bytes, IPV6_BYTES + payloadLength);
  const nextHeader = bytes.readUInt8(6);
  const layer: Ipv6 = {
    layer: 'ipv6',
    trafficClass: (first >>> 20) & 0xff,
    flowLabel: first & 0xfffff,
    payloadLength,
    nextHeader,
    hopLimit: bytes.readUInt8(7),
    source: ipv6(bytes, 8),
    destination: ipv6(bytes, 24),
  };
  const carried = bytes.subarray(IPV6_BYTES, IPV6_BYTES + payloadLength);
  return [layer, ...decodeTransport(nextHeader, carried, bytes.subarray(8, IPV6_BYTES), true)];
}

function decodeTransport(
  protocol: number,
  bytes: Buffer,
  addresses: Buffer,
  isWhole: boolean,
): Layer[] {
  if (protocol === UDP) return decodeUdp(bytes, addresses, isWhole);
  if (protocol === TCP) return decodeTcp(bytes, addresses, isWhole);
  return [{ layer: 'payload', bytes }];
}

function decodeUdp(bytes: Buffer, addresses: Buffer, isWhole: boolean): Layer[] {
  mustHold('udp', bytes, UDP_BYTES);
  const length = bytes.readUInt16BE(4);
  if (length < UDP_BYTES) throw new FrameError('udp', `a length of ${UDP_BYTES} or more`, length);
  if (isWhole) mustHold('udp', bytes, length);
  const datagram = bytes.subarray(0, length);
  const isIpv4 = addresses.length === 8;
  let checksum: Verdict = isWhole ? verdict(addresses, UDP, datagram) : 'unverified';
  if (isWhole && datagram.readUInt16BE(6) === 0) checksum = isIpv4 ? 'absent' : 'wrong';
  return [
    {
      layer: 'udp',
      sourcePort: datagram.readUInt16BE(0),
      destinationPort: datagram.readUInt16BE(2),
      length,
      checksum,
    },
    { layer: 'payload', bytes: datagram.subarray(UDP_BYTES) },
  ];
}

function decodeTcp(segment: Buffer, addresses: Buffer, isWhole: boolean): Layer[] {
  mustHold('tcp', segment, TCP_BYTES);
  const headerLength = headerBytes('tcp', segment.readUInt8(12) >> 4, segment);
  return [
    {
      layer: 'tcp',
      sourcePort: segment.readUInt16BE(0),
      destinationPort: segment.readUInt16BE(2),
      sequence: segment.readUInt32BE(4),
      acknowledgment: segment.readUInt32BE(8),
      flags: segment.readUInt8(13),
      window: segment.readUInt16BE(14),
      checksum: isWhole ? verdict(addresses, TCP, segment) : 'unverified',
      urgentPointer: segment.readUInt16BE(18),
      options: segment.subarray(TCP_BYTES, headerLength),
    },
    { layer: 'payload', bytes: segment.subarray(headerLength) },
  ];
}

/** The length of a header that gives it in words of four bytes. */
function headerBytes(layer: 'ipv4' | 'tcp', words: number, bytes: Buffer): number {
  if (words < 5) throw new FrameError(layer, 'a header of 5 words or more', words);
  mustHold(layer, bytes, words * 4);
  return words * 4;
}

function mustHold(layer: Layer['layer'], bytes: Buffer, length: number): void {
  if (bytes.length < length) throw new FrameError(layer, `${length} bytes`, bytes.length);
}

function verdict(addresses: Buffer, protocol: number, segment: Buffer): Verdict {
  return transportChecksum(addresses, protocol, segment) === 0 ? 'ok' : 'wrong';
}

/** The checksum of a UDP datagram or a TCP segment, with the pseudo-header of IPv4 or IPv6 before it. */
function transportChecksum(addresses: Buffer, protocol: number, segment: Buffer): number {
  // IPv4 has 16 bits for each of these. The sum is the same: more zeros do not change it.
  const lengthAndProtocol = Buffer.alloc(8);
  lengthAndProtocol.writeUInt32BE(segment.length, 0);
  lengthAndProtocol.writeUInt32BE(protocol, 4);
  return internetChecksum(Buffer.concat([addresses, lengthAndProtocol, segment]));
}

function macBytes(text: string): Buffer {
  return Buffer.from(text.replaceAll(':', ''), 'hex');
}

function addressBytes(text: string): Buffer {
  return Buffer.from(text.split('.').map(Number));
}

function mac(bytes: Buffer, at: number): string {
  return bytes.toString('hex', at, at + 6).replace(/..(?!$)/g, '$&:');
}

function ipv4(bytes: Buffer, at: number): string {
  return bytes.subarray(at, at + 4).join('.');
}

function ipv6(bytes: Buffer, at: number): string {
  return bytes.toString('hex', at, at + 16).replace(/....(?!$)/g, '$&:');
}

/**
 * The host at the far end of a tunnel: each datagram that comes in is an Ethernet frame, and one that
 * carries a whole UDP datagram is answered by the same message on its way back. Resolves once it is bound.
 */
export async function startEchoHost(at: { host: string; port: number }): Promise<dgram.Socket> {
  const socket = dgram.createSocket('udp4');
  socket.on('message', (frame, { address, port }) => {
    const answer = answerTo(frame);
    if (answer) socket.send(answer, port, address, () => {}); // it may be lost, as any datagram
  });
  socket.bind(at.port, at.host);
  await once(socket, 'listening');
  socket.on('error', () => {}); // an ICMP error concerns one datagram, not the others
  return socket;
}

/** The frame to send back, if this one can be answered. */
function answerTo(frame: Uint8Array): Buffer | undefined {
  try {
    const [ethernet, ip, udp, payload] = decodeFrame(frame);
    if (ethernet?.layer !== 'ethernet' || ip?.layer !== 'ipv4') return undefined;
    if (udp?.layer !== 'udp' || payload?.layer !== 'payload') return undefined;
    if (ip.checksum !== 'ok') return undefined;
    if (udp.checksum !== 'ok' && udp.checksum !== 'absent') return undefined;
    return encapsulate(payload.bytes, {
      source: { mac: ethernet.destination, address: ip.destination, port: udp.destinationPort },
      destination: { mac: ethernet.source, address: ip.source, port: udp.sourcePort },
      ttl: 64,
      identification: ip.identification,
    });
  } catch {
    return undefined; // a host drops what it cannot read, and what it cannot answer in one frame
  }
}
