// Wrong on purpose: bytes.buffer is taken to hold these bytes and no others.
// check: keeps-bytes-apart
// cause: whole-array-buffer

import * as ipv6 from '../../../../solutions/02-ipv6-addresses.ts';

export { type Ipv6Kind, ipv6Kind, parseIpv6 } from '../../../../solutions/02-ipv6-addresses.ts';

export function formatIpv6(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new RangeError(`16 bytes are due, not ${bytes.length}`);
  const view = new DataView(bytes.buffer);
  const address = Uint8Array.from({ length: 16 }, (_, i) => view.getUint8(i));
  return ipv6.formatIpv6(address);
}
