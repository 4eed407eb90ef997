// Wrong on purpose: 255.255.255.255 is taken for the last of the reserved addresses.
// check: kind-special
// cause: broadcast-is-reserved
import type { Ipv4Kind } from '../../../../solutions/01-ipv4-addresses.ts';
import { cidrContains, parseIpv4 } from '../../../../solutions/01-ipv4-addresses.ts';

export {
  cidrContains,
  cidrRange,
  formatIpv4,
  ipv4Class,
  parseIpv4,
} from '../../../../solutions/01-ipv4-addresses.ts';

const DOCUMENTATION = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'];

export function ipv4Kind(text: string): Ipv4Kind {
  const address = parseIpv4(text);
  const [first, second] = [address >>> 24, (address >>> 16) & 255];
  if (first === 0) return 'this-network';
  if (first === 10 || (first === 192 && second === 168)) return 'private';
  if (first === 172 && second >= 16 && second < 32) return 'private';
  if (first === 100 && second >= 64 && second < 128) return 'shared';
  if (first === 127) return 'loopback';
  if (first === 169 && second === 254) return 'link-local';
  if (first === 198 && (second === 18 || second === 19)) return 'benchmarking';
  if (DOCUMENTATION.some((cidr) => cidrContains(cidr, text))) return 'documentation';
  if (first >= 224 && first < 240) return 'multicast';
  return first >= 240 ? 'reserved' : 'public';
}
