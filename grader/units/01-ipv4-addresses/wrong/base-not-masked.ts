// Wrong on purpose: the address before the slash is taken to be the network already.
// check: contains-unaligned
// cause: base-not-masked
import { parseIpv4 } from '../../../../solutions/01-ipv4-addresses.ts';

export {
  cidrRange,
  formatIpv4,
  ipv4Class,
  ipv4Kind,
  parseIpv4,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function cidrContains(cidr: string, address: string): boolean {
  const { base, length } = readCidr(cidr);
  const mask = length === 0 ? 0 : ~0 << (32 - length);
  const masked = (parseIpv4(address) & mask) >>> 0;
  // With /0 there is no bit to compare.
  return length === 0 || masked === base;
}

/** The two parts of a block, both looked at. */
function readCidr(cidr: string): { base: number; length: number } {
  const [, base = '', length = ''] = /^([^/]*)\/(0|[1-9][0-9]*)$/.exec(cidr) ?? [];
  if (length === '') throw new TypeError(`"${cidr}" is not an address, a slash and a number`);
  if (Number(length) > 32) throw new RangeError(`a prefix has at most 32 bits, not ${length}`);
  return { base: parseIpv4(base), length: Number(length) };
}
