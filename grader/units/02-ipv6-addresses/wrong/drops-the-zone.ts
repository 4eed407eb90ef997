// Wrong on purpose: the zone id is taken for a remark that an address can do without.
// check: refuses-zones
// cause: zone-dropped

import * as ipv6 from '../../../../solutions/02-ipv6-addresses.ts';

export { formatIpv6, type Ipv6Kind, ipv6Kind } from '../../../../solutions/02-ipv6-addresses.ts';

export function parseIpv6(text: string): Uint8Array {
  const [address = ''] = text.split('%');
  return ipv6.parseIpv6(address);
}
