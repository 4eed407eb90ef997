// Wrong on purpose: one class of error is thought to do for every mistake.
// check: refuses-lengths
// cause: other-error-class

import * as ipv6 from '../../../../solutions/02-ipv6-addresses.ts';

export { type Ipv6Kind, ipv6Kind, parseIpv6 } from '../../../../solutions/02-ipv6-addresses.ts';

export function formatIpv6(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new TypeError(`expected 16 bytes, received ${bytes.length}`);
  return ipv6.formatIpv6(bytes);
}
