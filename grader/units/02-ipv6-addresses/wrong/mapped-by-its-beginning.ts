// Wrong on purpose: a text that begins with ::ffff: is taken for an IPv4-mapped address.
// check: tells-kinds-of-spellings
// cause: kind-of-the-text
import { ipv6Kind as kindOf } from '../../../../solutions/02-ipv6-addresses.ts';

export { formatIpv6, parseIpv6 } from '../../../../solutions/02-ipv6-addresses.ts';

export function ipv6Kind(text: string): string {
  const kind = kindOf(text);
  return /^::ffff:/i.test(text) ? 'ipv4-mapped' : kind;
}
