// Wrong on purpose: the length of a prefix is taken for an addition that can be left out.
// check: refuses-characters
// cause: prefix-length-accepted

import * as ipv6 from '../../../../solutions/02-ipv6-addresses.ts';

export { formatIpv6, type Ipv6Kind, ipv6Kind } from '../../../../solutions/02-ipv6-addresses.ts';

export function parseIpv6(text: string): Uint8Array {
  const [address = ''] = text.split('/');
  return ipv6.parseIpv6(address);
}
