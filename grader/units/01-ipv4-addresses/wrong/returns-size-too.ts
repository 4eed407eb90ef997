// Wrong on purpose: a property more is thought to do no harm.
// check: ranges
// cause: extra-property
import * as right from '../../../../solutions/01-ipv4-addresses.ts';

export {
  cidrContains,
  formatIpv4,
  ipv4Class,
  ipv4Kind,
  parseIpv4,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function cidrRange(cidr: string) {
  const { network, broadcast, hosts } = right.cidrRange(cidr);
  const size = hosts > 2 ? hosts + 2 : hosts;
  return { network, broadcast, hosts, size };
}
