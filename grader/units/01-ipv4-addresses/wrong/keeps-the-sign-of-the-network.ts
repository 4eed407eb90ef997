// Wrong on purpose: base and mask give a signed number, which formatIpv4 refuses.
// check: ranges
// cause: signed-network
import { formatIpv4, parseIpv4 } from '../../../../solutions/01-ipv4-addresses.ts';

export {
  cidrContains,
  formatIpv4,
  ipv4Class,
  ipv4Kind,
  parseIpv4,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function cidrRange(cidr: string) {
  const [base = '', length = '', ...more] = cidr.split('/');
  if (!/^(0|[1-9][0-9]*)$/.test(length) || more.length > 0)
    throw new TypeError(`no block: ${cidr}`);
  if (Number(length) > 32) throw new RangeError(`a prefix has at most 32 bits, not ${length}`);
  const mask = length === '0' ? 0 : ~0 << (32 - Number(length));
  const network = parseIpv4(base) & mask;
  const size = 2 ** (32 - Number(length));
  return {
    network: formatIpv4(network),
    broadcast: formatIpv4(network + size - 1),
    hosts: size > 2 ? size - 2 : size,
  };
}
