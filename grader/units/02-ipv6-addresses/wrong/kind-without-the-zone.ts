// Wrong on purpose: the zone id is cut off, and the kind is that of the rest.
// check: tells-kinds-of-spellings
// cause: kind-without-address
import { ipv6Kind as kindOf } from '../../../../solutions/02-ipv6-addresses.ts';

export { formatIpv6, parseIpv6 } from '../../../../solutions/02-ipv6-addresses.ts';

export function ipv6Kind(text: string): string {
  return kindOf(text.split('%')[0] ?? '');
}
