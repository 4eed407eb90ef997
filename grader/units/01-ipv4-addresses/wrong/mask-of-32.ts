// Wrong on purpose: the host bits are made by a shift to the right, which by 32 pushes nothing out.
// check: contains-edges
// cause: shift-by-32
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
  const hostBits = 0xffffffff >>> length;
  return (base & ~hostBits) === (parseIpv4(address) & ~hostBits);
}

/** The two parts of a block, both looked at. */
function readCidr(cidr: string): { base: number; length: number } {
  const [, base = '', length = ''] = /^([^/]*)\/(0|[1-9][0-9]*)$/.exec(cidr) ?? [];
  if (length === '') throw new TypeError(`"${cidr}" is not an address, a slash and a number`);
  if (Number(length) > 32) throw new RangeError(`a prefix has at most 32 bits, not ${length}`);
  return { base: parseIpv4(base), length: Number(length) };
}
