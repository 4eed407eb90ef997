import net from 'node:net';
import type { Stage } from '../../vocabulary.ts';

type Random = Stage['random'];

/*
 * What is right, found by other ways than those a learner takes: strings of ones and zeros, Node's
 * BlockList, and the parser of URLs.
 */

/** The 32 bits of an address that is known to be well written, as ones and zeros. */
export function bitsOf(address: string): string {
  return address
    .split('.')
    .map((octet) => Number(octet).toString(2).padStart(8, '0'))
    .join('');
}

/** The address that 32 ones and zeros make. */
export function addressOf(bits: string): string {
  return [0, 8, 16, 24].map((at) => Number.parseInt(bits.slice(at, at + 8), 2)).join('.');
}

/** The parser of URLs reads a number as an IPv4 address. */
export function addressOfNumber(value: number): string {
  return new URL(`http://${value}/`).hostname;
}

export function isInBlock(cidr: string, address: string): boolean {
  const [base = '', length = ''] = cidr.split('/');
  const block = new net.BlockList();
  block.addSubnet(base, Number(length), 'ipv4');
  return block.check(address);
}

export function randomAddress(random: Random): string {
  return [...random.bytes(4)].join('.');
}

/** A block of `length` bits and an address that is inside, just outside, or anywhere. */
export function randomPair(random: Random, length: number): { cidr: string; address: string } {
  const bits = bitsOf(randomAddress(random));
  const rest = bitsOf(randomAddress(random)).slice(length);
  const flipped = `${bits.slice(0, length - 1)}${bits[length - 1] === '0' ? '1' : '0'}`;
  const inside = bits.slice(0, length);
  const start = random.pick([inside, inside, flipped, bitsOf(randomAddress(random))] as const);
  return {
    cidr: `${addressOf(inside.padEnd(32, '0'))}/${length}`,
    address: addressOf(start.slice(0, length) + rest),
  };
}
