// Wrong on purpose: 127 is taken out of class A, because it is loopback.
// check: classes
// cause: class-a-ends-at-126
import { parseIpv4 } from '../../../../solutions/01-ipv4-addresses.ts';

export {
  cidrContains,
  cidrRange,
  formatIpv4,
  ipv4Kind,
  parseIpv4,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function ipv4Class(text: string): 'A' | 'B' | 'C' | 'D' | 'E' {
  const first = parseIpv4(text) >>> 24;
  if (first <= 126) return 'A';
  if (first <= 191) return 'B';
  if (first <= 223) return 'C';
  return first <= 239 ? 'D' : 'E';
}
