// Wrong on purpose: white space around an address is taken for nothing to speak of.
// check: refuses-characters
// cause: space-accepted

import * as ipv6 from '../../../../solutions/02-ipv6-addresses.ts';

export { formatIpv6, type Ipv6Kind, ipv6Kind } from '../../../../solutions/02-ipv6-addresses.ts';

export function parseIpv6(text: string): Uint8Array {
  return ipv6.parseIpv6(text.trim());
}
