// Wrong on purpose: the digits at the beginning of the text are taken for the first bits.
// check: tells-kinds-of-spellings
// cause: kind-of-the-text

import * as ipv6 from '../../../../solutions/02-ipv6-addresses.ts';

export { formatIpv6, type Ipv6Kind, parseIpv6 } from '../../../../solutions/02-ipv6-addresses.ts';

export function ipv6Kind(text: string): ipv6.Ipv6Kind {
  const lower = text.toLowerCase();
  if (/^f[cd]/.test(lower)) {
    ipv6.parseIpv6(text); // refuses what is no address
    return 'unique-local';
  }
  return ipv6.ipv6Kind(text);
}
