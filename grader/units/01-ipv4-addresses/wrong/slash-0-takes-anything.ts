// Wrong on purpose: for /0 the answer is given before the address is read.
// check: refuses-cidrs
// cause: address-not-read
import { cidrRange, cidrContains as contains } from '../../../../solutions/01-ipv4-addresses.ts';

export {
  cidrRange,
  formatIpv4,
  ipv4Class,
  ipv4Kind,
  parseIpv4,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function cidrContains(cidr: string, address: string): boolean {
  cidrRange(cidr); // throws where the block is none
  if (cidr.endsWith('/0')) return true;
  return contains(cidr, address);
}
