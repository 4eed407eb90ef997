// Wrong on purpose: leading zeros are taken away, all of them.
// check: writes-groups
// cause: zero-as-nothing

export { type Ipv6Kind, ipv6Kind, parseIpv6 } from '../../../../solutions/02-ipv6-addresses.ts';

export function formatIpv6(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new RangeError(`16 bytes are due, not ${bytes.length}`);
  const hex = Buffer.from(bytes).toString('hex');
  if (/^0{20}ffff/.test(hex)) return `::ffff:${bytes.subarray(12).join('.')}`;
  const groups = (hex.match(/..../g) ?? []).map((group) => group.replace(/^0+/, ''));
  // Where several groups of zeros stand together, there are colons only.
  return groups.join(':').replace(/^:{2,}|:{3,}/, '::');
}
