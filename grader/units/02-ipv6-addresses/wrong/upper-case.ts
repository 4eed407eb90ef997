// Wrong on purpose: addresses are taken to be written as in the older RFCs, in capitals.
// check: writes-groups
// cause: upper-case

import * as ipv6 from '../../../../solutions/02-ipv6-addresses.ts';

export { type Ipv6Kind, ipv6Kind, parseIpv6 } from '../../../../solutions/02-ipv6-addresses.ts';

export function formatIpv6(bytes: Uint8Array): string {
  return ipv6.formatIpv6(bytes).toUpperCase();
}
