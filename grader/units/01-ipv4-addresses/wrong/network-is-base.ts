// Wrong on purpose: the network is taken to be what stands before the slash.
// check: ranges
// cause: network-is-base
import { formatIpv4, parseIpv4 } from '../../../../solutions/01-ipv4-addresses.ts';

export {
  cidrContains,
  formatIpv4,
  ipv4Class,
  ipv4Kind,
  parseIpv4,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function cidrRange(cidr: string): { network: string; broadcast: string; hosts: number } {
  const { base, length } = readCidr(cidr);
  const size = 2 ** (32 - length);
  const broadcast = base - (base % size) + size - 1;
  const hosts = size > 2 ? size - 2 : size;
  return { network: formatIpv4(base), broadcast: formatIpv4(broadcast), hosts };
}

/** The two parts of a block, both looked at. */
function readCidr(cidr: string): { base: number; length: number } {
  const [, base = '', length = ''] = /^([^/]*)\/(0|[1-9][0-9]*)$/.exec(cidr) ?? [];
  if (length === '') throw new TypeError(`"${cidr}" is not an address, a slash and a number`);
  if (Number(length) > 32) throw new RangeError(`a prefix has at most 32 bits, not ${length}`);
  return { base: parseIpv4(base), length: Number(length) };
}
