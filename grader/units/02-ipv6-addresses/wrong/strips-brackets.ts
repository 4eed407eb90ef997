// Wrong on purpose: the brackets of a URL are taken for one more spelling of the address.
// check: refuses-characters
// cause: brackets-accepted

import * as ipv6 from '../../../../solutions/02-ipv6-addresses.ts';

export { formatIpv6, type Ipv6Kind, ipv6Kind } from '../../../../solutions/02-ipv6-addresses.ts';

export function parseIpv6(text: string): Uint8Array {
  const [, inner] = /^\[(.*)\]$/.exec(text) ?? [];
  return ipv6.parseIpv6(inner ?? text);
}
