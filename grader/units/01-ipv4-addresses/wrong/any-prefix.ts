// Wrong on purpose: what stands behind the slash is taken to be a good length, since it is a number.
// check: refuses-cidrs
// cause: prefix-too-long
import { formatIpv4, parseIpv4 } from '../../../../solutions/01-ipv4-addresses.ts';

export {
  formatIpv4,
  ipv4Class,
  ipv4Kind,
  parseIpv4,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function cidrContains(cidr: string, address: string): boolean {
  const { base, length } = readCidr(cidr);
  const mask = length === 0 ? 0 : ~0 << (32 - length);
  return (base & mask) === (parseIpv4(address) & mask);
}

export function cidrRange(cidr: string): { network: string; broadcast: string; hosts: number } {
  const { base, length } = readCidr(cidr);
  const mask = length === 0 ? 0 : ~0 << (32 - length);
  const network = formatIpv4((base & mask) >>> 0);
  const broadcast = formatIpv4((base | ~mask) >>> 0);
  const size = 2 ** (32 - length);
  return { network, broadcast, hosts: length > 30 ? size : size - 2 };
}

function readCidr(cidr: string): { base: number; length: number } {
  const [, base = '', length = ''] = /^([^/]*)\/(0|[1-9][0-9]*)$/.exec(cidr) ?? [];
  if (length === '') throw new TypeError(`"${cidr}" is not an address, a slash and a number`);
  return { base: parseIpv4(base), length: Number(length) };
}
