/*
 * An IPv4 address is a number of 32 bits. People write it as four octets; a network is the block
 * of all addresses that begin with the same bits.
 */

/** What the registry of special addresses says about an address, in one word. */
export type Ipv4Kind =
  | 'this-network'
  | 'private'
  | 'shared'
  | 'loopback'
  | 'link-local'
  | 'documentation'
  | 'benchmarking'
  | 'multicast'
  | 'broadcast'
  | 'reserved'
  | 'public';

export type Ipv4Class = 'A' | 'B' | 'C' | 'D' | 'E';

/** A block of addresses: where it begins, where it ends, and how many hosts can have one of it. */
export interface CidrRange {
  network: string;
  broadcast: string;
  hosts: number;
}

/** 08 and 010 are left out: some programs would read them as octal. */
const DECIMAL = /^(?:0|[1-9][0-9]*)$/;

/**
 * The number that `text` stands for, from 0 to 2**32 - 1. Throws TypeError for anything but four
 * decimal octets without leading zeros; where one of four is wrong, the message says which.
 */
export function parseIpv4(text: string): number {
  const octets = text.split('.');
  if (octets.length !== 4) {
    throw new TypeError(`expected four octets, received ${octets.length} in "${text}"`);
  }
  let address = 0;
  for (const [i, octet] of octets.entries()) {
    if (!DECIMAL.test(octet) || Number(octet) > 255) {
      throw new TypeError(`octet ${i + 1} of "${text}": expected 0 to 255, received "${octet}"`);
    }
    // Not address << 8: the result of a shift is signed, and the upper half would be negative.
    address = address * 256 + Number(octet);
  }
  return address;
}

/** The four octets of an address. Throws RangeError for all but whole numbers from 0 to 2**32 - 1. */
export function formatIpv4(address: number): string {
  if (!Number.isInteger(address) || address < 0 || address >= 2 ** 32) {
    throw new RangeError(`expected a whole number from 0 to 4294967295, received ${address}`);
  }
  return [24, 16, 8, 0].map((bits) => (address >>> bits) & 255).join('.');
}

/**
 * Whether `address` lies in the block `cidr`, such as 10.0.0.0/8. Bits behind the prefix are
 * ignored: 10.1.2.3/8 is the same block. Throws TypeError for what cannot be read, and RangeError
 * for a prefix longer than 32.
 */
export function cidrContains(cidr: string, address: string): boolean {
  const { base, length } = parseCidr(cidr);
  const differing = base ^ parseIpv4(address);
  return (differing & maskOf(length)) === 0;
}

/**
 * The first and the last address of the block `cidr`, and how many hosts it has room for. Throws
 * as cidrContains does.
 */
export function cidrRange(cidr: string): CidrRange {
  const { base, length } = parseCidr(cidr);
  const network = (base & maskOf(length)) >>> 0;
  const size = 2 ** (32 - length);
  return {
    network: formatIpv4(network),
    broadcast: formatIpv4(network + size - 1),
    // RFC 3021: the two ends of a /31 are both hosts, and so is the one address of a /32.
    hosts: length >= 31 ? size : size - 2,
  };
}

function parseCidr(cidr: string): { base: number; length: number } {
  const [base = '', length = '', ...more] = cidr.split('/');
  if (!DECIMAL.test(length) || more.length > 0) {
    throw new TypeError(`expected an address, a slash and 0 to 32, received "${cidr}"`);
  }
  if (Number(length) > 32) {
    throw new RangeError(`expected a prefix of 0 to 32 bits, received ${length} in "${cidr}"`);
  }
  return { base: parseIpv4(base), length: Number(length) };
}

/** `length` ones and then zeros. A shift by 32 is a shift by 0, so that /0 needs a line of its own. */
function maskOf(length: number): number {
  return length === 0 ? 0 : ~0 << (32 - length);
}

/** The first block that contains an address names its kind. */
const BLOCKS: readonly [cidr: string, kind: Ipv4Kind][] = [
  ['0.0.0.0/8', 'this-network'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'shared'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.2.0/24', 'documentation'],
  ['192.168.0.0/16', 'private'],
  ['198.18.0.0/15', 'benchmarking'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['255.255.255.255/32', 'broadcast'],
  ['240.0.0.0/4', 'reserved'],
];

/** What kind of address this is. Throws TypeError for what is no IPv4 address. */
export function ipv4Kind(text: string): Ipv4Kind {
  return BLOCKS.find(([cidr]) => cidrContains(cidr, text))?.[1] ?? 'public';
}

/** The class that the address had before there were prefixes. Throws TypeError for what is no IPv4 address. */
export function ipv4Class(text: string): Ipv4Class {
  const first = parseIpv4(text) >>> 24;
  if (first < 0b1000_0000) return 'A';
  if (first < 0b1100_0000) return 'B';
  if (first < 0b1110_0000) return 'C';
  return first < 0b1111_0000 ? 'D' : 'E';
}
