// Wrong on purpose: every prefix length that cannot be is the same mistake.
// check: refuses-cidrs
// cause: one-error-for-two
import * as right from '../../../../solutions/01-ipv4-addresses.ts';

export {
  formatIpv4,
  ipv4Class,
  ipv4Kind,
  parseIpv4,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function cidrContains(cidr: string, address: string): boolean {
  mustBeBlock(cidr);
  return right.cidrContains(cidr, address);
}

export function cidrRange(cidr: string) {
  mustBeBlock(cidr);
  return right.cidrRange(cidr);
}

function mustBeBlock(cidr: string): void {
  const [, length = ''] = cidr.split('/');
  if (!/^([0-9]|[12][0-9]|3[0-2])$/.test(length)) {
    throw new TypeError(`expected a prefix length from 0 to 32, received "${length}"`);
  }
}
