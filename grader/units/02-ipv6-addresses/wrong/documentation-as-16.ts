// Wrong on purpose: the second block for documentation is taken to be all of 3fff.
// check: tells-kinds
// cause: beyond-the-block
import { ipv6Kind as kindOf } from '../../../../solutions/02-ipv6-addresses.ts';

export { formatIpv6, parseIpv6 } from '../../../../solutions/02-ipv6-addresses.ts';

export function ipv6Kind(text: string): string {
  const kind = kindOf(text);
  return /^3fff:/i.test(text) ? 'documentation' : kind;
}
