// Wrong on purpose: the first octet is taken with >>, which keeps the sign.
// check: classes
// cause: signed-first-octet
import { parseIpv4 } from '../../../../solutions/01-ipv4-addresses.ts';

export {
  cidrContains,
  cidrRange,
  formatIpv4,
  ipv4Kind,
  parseIpv4,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function ipv4Class(text: string): string {
  const first = parseIpv4(text) >> 24;
  if (first < 128) return 'A';
  if (first < 192) return 'B';
  if (first < 224) return 'C';
  return first < 240 ? 'D' : 'E';
}
