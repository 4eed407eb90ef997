// Wrong on purpose: four bytes are taken for an IPv4 address that is to be written as a mapped one.
// check: refuses-lengths
// cause: other-length-accepted

import * as ipv6 from '../../../../solutions/02-ipv6-addresses.ts';

export { type Ipv6Kind, ipv6Kind, parseIpv6 } from '../../../../solutions/02-ipv6-addresses.ts';

const MAPPED = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff];

export function formatIpv6(bytes: Uint8Array): string {
  return ipv6.formatIpv6(bytes.length === 4 ? Uint8Array.from([...MAPPED, ...bytes]) : bytes);
}
