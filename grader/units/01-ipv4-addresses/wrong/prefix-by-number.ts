// Wrong on purpose: what Number() takes for a whole number is taken for a prefix length.
// check: refuses-cidrs
// cause: prefix-by-number
import { formatIpv4, parseIpv4 } from '../../../../solutions/01-ipv4-addresses.ts';

export {
  formatIpv4,
  ipv4Class,
  ipv4Kind,
  parseIpv4,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function cidrContains(cidr: string, address: string): boolean {
  const { base, length } = readCidr(cidr);
  const size = 2 ** (32 - length);
  return Math.floor(base / size) === Math.floor(parseIpv4(address) / size);
}

export function cidrRange(cidr: string): { network: string; broadcast: string; hosts: number } {
  const { base, length } = readCidr(cidr);
  const size = 2 ** (32 - length);
  const network = base - (base % size);
  const hosts = size > 2 ? size - 2 : size;
  return { network: formatIpv4(network), broadcast: formatIpv4(network + size - 1), hosts };
}

function readCidr(cidr: string): { base: number; length: number } {
  const [base = '', text = '', ...more] = cidr.split('/');
  const length = Number(text);
  if (text === '' || more.length > 0 || !Number.isInteger(length) || length < 0) {
    throw new TypeError(`"${cidr}" is not an address, a slash and a number`);
  }
  if (length > 32) throw new RangeError(`a prefix has at most 32 bits, not ${length}`);
  return { base: parseIpv4(base), length };
}
