// Wrong on purpose: one array is taken to be enough for all calls, since each of them fills it anew.
// check: keeps-bytes-apart
// cause: shared-bytes

import * as ipv6 from '../../../../solutions/02-ipv6-addresses.ts';

export { formatIpv6, type Ipv6Kind, ipv6Kind } from '../../../../solutions/02-ipv6-addresses.ts';

const bytes = new Uint8Array(16);

export function parseIpv6(text: string): Uint8Array {
  bytes.set(ipv6.parseIpv6(text));
  return bytes;
}
