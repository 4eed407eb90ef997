import type dgram from 'node:dgram';

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

/**
 * What a checksum came to. `absent`: the sender made none. `unverified`: not all that it covers is here,
 * which holds for each first fragment, whatever its field says.
 */
export type Verdict = 'ok' | 'wrong' | 'absent' | 'unverified';

/** A message of ARP: who asks for or tells which address. */
export interface Arp {
  layer: 'arp';
  operation: number;
  senderMac: string;
  senderAddress: string;
  targetMac: string;
  targetAddress: string;
}

/** The header of an IPv4 packet. */
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

/** The header of an IPv6 packet. */
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

/** What encapsulate() writes into the headers: both ends, and two fields of IPv4. */
export interface UdpHeaders {
  source: Endpoint;
  destination: Endpoint;
  ttl: number;
  identification: number;
}

/**
 * Thrown for a frame that ends too early or contradicts itself. Its name is FrameError, and its message
 * begins with the layer that could not be read, and a colon: "ipv4: …". (`extends Error` alone leaves
 * the name Error.)
 */
export class FrameError extends Error {}

/**
 * The Internet checksum (RFC 1071) of at most 65,536 bytes, a number from 0 to 65535: the words are
 * added, high byte first, every carry at the low end, and all bits turned over. An odd byte has a zero
 * behind it.
 */
export function internetChecksum(bytes: Uint8Array): number {
  throw new Error('internetChecksum is not written yet');
}

/**
 * The Ethernet frame, without padding and frame check sequence, that carries the message in UDP in
 * IPv4: type of service, flags and fragment offset 0, both checksums right, a UDP checksum of 0 sent as
 * ffff. Throws RangeError for a message of more than 1,472 bytes.
 */
export function encapsulate(message: Uint8Array, headers: UdpHeaders): Buffer {
  throw new Error('encapsulate is not written yet');
}

/**
 * Reads a captured frame from the outside to the inside: ethernet, any vlan tags, then arp, or ipv4 or
 * ipv6 with udp or tcp in it; all but arp end with a payload. A wrong checksum is told in its layer.
 * Throws FrameError.
 */
export function decodeFrame(bytes: Uint8Array): Layer[] {
  throw new Error('decodeFrame is not written yet');
}

/**
 * The host at the far end of a tunnel: each datagram that comes in is an Ethernet frame, and one that
 * carries a whole, undamaged UDP datagram is answered by the same message in a frame on its way back.
 * All else is dropped. Resolves once the socket is bound.
 */
export async function startEchoHost(at: { host: string; port: number }): Promise<dgram.Socket> {
  throw new Error('startEchoHost is not written yet');
}
