// Wrong on purpose: 1 << 32 is taken to be 2 ** 32.
// check: ranges-at-the-edges
// cause: hosts-by-shift
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
  const mask = length === 0 ? 0 : ~0 << (32 - length);
  const network = (base & mask) >>> 0;
  const broadcast = (network | ~mask) >>> 0;
  const size = 1 << (32 - length);
  const hosts = length >= 31 ? size : size - 2;
  return { network: formatIpv4(network), broadcast: formatIpv4(broadcast), hosts };
}

/** The two parts of a block, both looked at. */
function readCidr(cidr: string): { base: number; length: number } {
  const [, base = '', length = ''] = /^([^/]*)\/(0|[1-9][0-9]*)$/.exec(cidr) ?? [];
  if (length === '') throw new TypeError(`"${cidr}" is not an address, a slash and a number`);
  if (Number(length) > 32) throw new RangeError(`a prefix has at most 32 bits, not ${length}`);
  return { base: parseIpv4(base), length: Number(length) };
}
