// Wrong on purpose: "no address" is taken to be all that somebody with a zone id needs to know.
// check: refuses-zones
// cause: zone-not-named

import net from 'node:net';
import * as ipv6 from '../../../../solutions/02-ipv6-addresses.ts';

export { formatIpv6, type Ipv6Kind, ipv6Kind } from '../../../../solutions/02-ipv6-addresses.ts';

export function parseIpv6(text: string): Uint8Array {
  if (!net.isIPv6(text) || /[^0-9a-f:.]/i.test(text)) {
    throw new TypeError(`${JSON.stringify(text)} is not an IPv6 address`);
  }
  return ipv6.parseIpv6(text);
}
