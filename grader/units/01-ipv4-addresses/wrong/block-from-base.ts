// Wrong on purpose: a block is taken to begin at the address before the slash.
// check: contains-unaligned
// cause: block-begins-at-base
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
  const wanted = parseIpv4(address);
  return length === 0 || (wanted >= base && wanted < base + 2 ** (32 - length));
}

/** The two parts of a block, both looked at. */
function readCidr(cidr: string): { base: number; length: number } {
  const [, base = '', length = ''] = /^([^/]*)\/(0|[1-9][0-9]*)$/.exec(cidr) ?? [];
  if (length === '') throw new TypeError(`"${cidr}" is not an address, a slash and a number`);
  if (Number(length) > 32) throw new RangeError(`a prefix has at most 32 bits, not ${length}`);
  return { base: parseIpv4(base), length: Number(length) };
}
