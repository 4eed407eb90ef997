// Right: Node's own parsers do the work, and only where they differ is something done by hand

import net from 'node:net';

export type Ipv6Kind =
  | 'unspecified'
  | 'loopback'
  | 'ipv4-mapped'
  | 'link-local'
  | 'unique-local'
  | 'multicast'
  | 'documentation'
  | 'global'
  | 'reserved';

export function parseIpv6(text: string): Buffer {
  if (text.includes('%')) throw new TypeError('Zone ids are refused: they belong to one computer.');
  if (!net.isIPv6(text)) throw new TypeError(`not an IPv6 address: "${text}"`);
  const host = new URL(`ws://[${text}]`).hostname.slice(1, -1);
  const [left = '', right] = host.split('::');
  const groups = (side = '') => side.split(':').filter(Boolean);
  const zeros = 8 - groups(left).length - groups(right).length;
  const all = [...groups(left), ...Array<string>(zeros).fill('0'), ...groups(right)];
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex');
}

export function formatIpv6(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new RangeError(`${bytes.length} bytes instead of 16`);
  const hex = Buffer.from(bytes).toString('hex');
  const host = new URL(`ws://[${hex.replace(/....(?!$)/g, '$&:')}]`).hostname;
  const text = host.slice(1, -1);
  if (!hex.startsWith(`${'0'.repeat(20)}ffff`)) return text;
  return `::ffff:${Array.from(bytes.subarray(12)).join('.')}`;
}

function list(...blocks: [address: string, bits: number][]): net.BlockList {
  const made = new net.BlockList();
  for (const [address, bits] of blocks) made.addSubnet(address, bits, 'ipv6');
  return made;
}

const LISTS: [net.BlockList, Ipv6Kind][] = [
  [list(['fe80::', 10]), 'link-local'],
  [list(['fc00::', 7]), 'unique-local'],
  [list(['ff00::', 8]), 'multicast'],
  [list(['2001:db8::', 32], ['3fff::', 20]), 'documentation'],
  [list(['2000::', 3]), 'global'],
];

export function ipv6Kind(text: string): Ipv6Kind {
  const address = formatIpv6(parseIpv6(text));
  if (address === '::') return 'unspecified';
  if (address === '::1') return 'loopback';
  if (address.includes('.')) return 'ipv4-mapped';
  for (const [blocks, kind] of LISTS) if (blocks.check(address, 'ipv6')) return kind;
  return 'reserved';
}
