// Wrong on purpose: 2001:db8::/32 is taken for the only block for documentation.
// check: tells-kinds
// cause: documentation-block-missed

import { type Ipv6Kind, parseIpv6 } from '../../../../solutions/02-ipv6-addresses.ts';

export { formatIpv6, parseIpv6 } from '../../../../solutions/02-ipv6-addresses.ts';
export type { Ipv6Kind };

export function ipv6Kind(text: string): Ipv6Kind {
  const hex = Buffer.from(parseIpv6(text)).toString('hex');
  if (/^0{32}$/.test(hex)) return 'unspecified';
  if (/^0{31}1$/.test(hex)) return 'loopback';
  if (/^0{20}ffff/.test(hex)) return 'ipv4-mapped';
  if (/^fe[89ab]/.test(hex)) return 'link-local';
  if (/^f[cd]/.test(hex)) return 'unique-local';
  if (/^ff/.test(hex)) return 'multicast';
  if (/^20010db8/.test(hex)) return 'documentation';
  if (/^[23]/.test(hex)) return 'global';
  return 'reserved';
}
