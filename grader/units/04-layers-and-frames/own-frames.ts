import type { Stage } from '../../vocabulary.ts';

/** Where a message comes from or goes to. */
export interface Endpoint {
  [key: string]: string | number;
  mac: string;
  address: string;
  port: number;
}

/** What stands in the headers around a message. */
export interface Headers {
  source: Endpoint;
  destination: Endpoint;
  ttl: number;
  identification: number;
}

/** A header of text: numbers are written with so many hex digits, and a message as it is. */
function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}

function addressHex(address: string): string {
  return address
    .split('.')
    .map((part) => hex(Number(part), 2))
    .join('');
}

/**
 * The Internet checksum, by division: 2**16 leaves 1 modulo 65535, so the bytes read as one large
 * number leave the sum of their words, carries included.
 */
export function checksum(text: string): number {
  const even = text.length % 4 === 0 ? text : `${text}00`;
  const number = BigInt(`0x0${even}`);
  return number === 0n ? 0xffff : 0xffff - (Number(number % 65535n) || 0xffff);
}

/** The IPv4 packet around some bytes (in hex), its header checksum included. */
export function packet(
  carried: string,
  { source, destination, ttl, identification }: Headers,
  more: { protocol?: number; fragment?: number; options?: string; class?: number } = {},
): string {
  const options = more.options ?? '';
  const length = 20 + (options.length + carried.length) / 2;
  const first = 0x45 + options.length / 8;
  const start = `${hex(first, 2)}${hex(more.class ?? 0, 2)}${hex(length, 4)}${hex(identification, 4)}`;
  const middle = `${hex(more.fragment ?? 0, 4)}${hex(ttl, 2)}${hex(more.protocol ?? 17, 2)}`;
  const addresses = addressHex(source.address) + addressHex(destination.address);
  const sum = checksum(`${start}${middle}0000${addresses}${options}`);
  return `${start}${middle}${hex(sum, 4)}${addresses}${options}${carried}`;
}

/** The checksum of a datagram without and with its pseudo-header, as computed: 0 is not yet ffff. */
export function udpSums(
  message: Uint8Array,
  { source, destination }: Headers,
): { plain: number; whole: number; otherLength: (length: number) => number } {
  const length = hex(8 + message.length, 4);
  const header = `${hex(source.port, 4)}${hex(destination.port, 4)}${length}0000`;
  const datagram = header + Buffer.from(message).toString('hex');
  const pseudo = `${addressHex(source.address)}${addressHex(destination.address)}0011`;
  return {
    plain: checksum(datagram),
    whole: checksum(pseudo + length + datagram),
    otherLength: (other) => checksum(pseudo + hex(other, 4) + datagram),
  };
}

/** The UDP datagram around a message, in hex. `sum`: the checksum to write, where not the right one. */
export function datagram(message: Uint8Array, headers: Headers, sum?: number): string {
  const right = udpSums(message, headers).whole || 0xffff;
  const ports = hex(headers.source.port, 4) + hex(headers.destination.port, 4);
  const text = Buffer.from(message).toString('hex');
  return `${ports}${hex(8 + message.length, 4)}${hex(sum ?? right, 4)}${text}`;
}

/** The Ethernet frame around a packet. */
export function frame(carried: string, { source, destination }: Headers, type = '0800'): Buffer {
  const macs = `${destination.mac}${source.mac}`.replaceAll(':', '');
  return Buffer.from(macs + type + carried, 'hex');
}

/** The frame in which a message travels. */
export function frameOf(message: Uint8Array, headers: Headers): Buffer {
  return frame(packet(datagram(message, headers), headers), headers);
}

export const HELLO: Headers = {
  source: { mac: '02:00:00:00:00:0a', address: '192.0.2.1', port: 40_000 },
  destination: { mac: '02:00:00:00:00:0b', address: '192.0.2.2', port: 4242 },
  ttl: 64,
  identification: 0x78f7,
};

/** One interface, one host, one port: a host need not answer a group, nor port 0, which is nobody's. */
function randomEndpoint(random: Stage['random']): Endpoint {
  const octets = random.bytes(6);
  octets.writeUInt8(octets.readUInt8(0) & 0xfe, 0);
  const mac = octets.toString('hex').match(/../g)?.join(':') ?? '';
  const address = [random.integer(1, 126), ...random.bytes(2), random.integer(1, 254)].join('.');
  return { mac, address, port: random.integer(1, 65_535) };
}

export function randomHeaders(random: Stage['random']): Headers {
  return {
    source: randomEndpoint(random),
    destination: randomEndpoint(random),
    ttl: random.integer(1, 255),
    identification: random.integer(0, 65_535),
  };
}

/**
 * The fields of such a frame, and where each stands: what a reader of bytes needs to be told. A checksum
 * comes after what it covers: where that is wrong, the sum differs because of it.
 */
export const FIELDS: readonly (readonly [name: string, start: number, end: number])[] = [
  ['the destination MAC address', 0, 6],
  ['the source MAC address', 6, 12],
  ['the EtherType', 12, 14],
  ['version and IHL', 14, 15],
  ['the type of service', 15, 16],
  ['IPv4’s total length', 16, 18],
  ['the identification', 18, 20],
  ['flags and fragment offset', 20, 22],
  ['the time to live', 22, 23],
  ['the protocol', 23, 24],
  ['the source address', 26, 30],
  ['the destination address', 30, 34],
  ['IPv4’s header checksum', 24, 26],
  ['the source port', 34, 36],
  ['the destination port', 36, 38],
  ['UDP’s length', 38, 40],
  ['the message', 42, 1514],
  ['UDP’s checksum', 40, 42],
];
