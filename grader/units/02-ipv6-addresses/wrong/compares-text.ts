// Wrong on purpose: the text is taken for the address.
// check: tells-kinds-of-spellings
// cause: kind-of-the-text

import { type Ipv6Kind, parseIpv6 } from '../../../../solutions/02-ipv6-addresses.ts';

export { formatIpv6, parseIpv6 } from '../../../../solutions/02-ipv6-addresses.ts';
export type { Ipv6Kind };

export function ipv6Kind(text: string): Ipv6Kind {
  parseIpv6(text); // refuses what is no address
  if (text === '::') return 'unspecified';
  if (text === '::1') return 'loopback';
  if (/^::ffff:[^:]+(:[^:]+)?$/.test(text)) return 'ipv4-mapped';
  if (/^fe[89ab].:/.test(text)) return 'link-local';
  if (/^f[cd]..:/.test(text)) return 'unique-local';
  if (/^ff..:/.test(text)) return 'multicast';
  if (/^(2001:db8:|3fff:(:|.{1,3}:))/.test(text)) return 'documentation';
  if (/^[23]...:/.test(text)) return 'global';
  return 'reserved';
}
