// Wrong on purpose: a second "::" is taken for one group of zeros.
// check: refuses-colons
// cause: second-double-colon-accepted

import * as ipv6 from '../../../../solutions/02-ipv6-addresses.ts';

export { formatIpv6, type Ipv6Kind, ipv6Kind } from '../../../../solutions/02-ipv6-addresses.ts';

export function parseIpv6(text: string): Uint8Array {
  const [before, ...others] = text.split('::');
  if (others.length < 2) return ipv6.parseIpv6(text);
  // The first "::" is as long as it has to be. Each other one is a group.
  return ipv6.parseIpv6(`${before}::${others.join(':0:')}`);
}
