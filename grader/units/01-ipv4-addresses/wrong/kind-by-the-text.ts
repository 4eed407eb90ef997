// Wrong on purpose: a text that begins with 127. is loopback, whatever comes behind.
// check: kind-special
// cause: decided-by-the-text
import { ipv4Kind as kindOf } from '../../../../solutions/01-ipv4-addresses.ts';

export {
  cidrContains,
  cidrRange,
  formatIpv4,
  ipv4Class,
  parseIpv4,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function ipv4Kind(text: string): string {
  if (text.startsWith('127.')) return 'loopback';
  return kindOf(text);
}
