// Wrong on purpose: for /32 the two texts are compared, and the address is not read.
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
  const { network, hosts } = cidrRange(cidr);
  return hosts === 1 ? network === address : contains(cidr, address);
}
