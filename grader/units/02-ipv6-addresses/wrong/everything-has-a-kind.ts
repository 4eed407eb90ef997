// Wrong on purpose: what is no address is taken to be reserved.
// check: tells-kinds-of-spellings
// cause: kind-without-address

import * as ipv6 from '../../../../solutions/02-ipv6-addresses.ts';

export { formatIpv6, type Ipv6Kind, parseIpv6 } from '../../../../solutions/02-ipv6-addresses.ts';

export function ipv6Kind(text: string): ipv6.Ipv6Kind {
  try {
    return ipv6.ipv6Kind(text);
  } catch {
    return 'reserved';
  }
}
