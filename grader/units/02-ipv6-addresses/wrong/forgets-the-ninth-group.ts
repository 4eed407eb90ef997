// Wrong on purpose: what follows the eighth group is taken to be no concern of an address.
// check: refuses-colons
// cause: too-many-accepted

import * as ipv6 from '../../../../solutions/02-ipv6-addresses.ts';

export { formatIpv6, type Ipv6Kind, ipv6Kind } from '../../../../solutions/02-ipv6-addresses.ts';

export function parseIpv6(text: string): Uint8Array {
  const groups = text.split(':');
  if (groups.includes('')) return ipv6.parseIpv6(text);
  return ipv6.parseIpv6(groups.slice(0, 8).join(':'));
}
