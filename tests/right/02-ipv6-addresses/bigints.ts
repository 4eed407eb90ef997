// Right: an address is one number of 128 bits; blocks are ranges of such numbers

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

function numberOf(text: string): bigint {
  const complain = (why: string) => new TypeError(`cannot read ${text}: ${why}`);
  if (/%/.test(text)) throw complain('the zone has to be passed beside the address');
  let rest = text;
  const dotted = /(?<=^|:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  if (dotted) {
    const [tail, ...parts] = dotted;
    if (parts.some((part) => String(Number(part)) !== part || Number(part) > 255))
      throw complain('a number of its IPv4 address');
    const low = parts.reduce((sum, part) => sum * 256n + BigInt(part), 0n);
    const groups = [low >> 16n, low & 0xffffn].map((group) => group.toString(16));
    rest = text.slice(0, -tail.length) + groups.join(':');
  }
  const gap = rest.indexOf('::');
  if (gap >= 0) {
    const count = (part: string) => (part === '' ? 0 : part.split(':').length);
    const before = rest.slice(0, gap);
    const behind = rest.slice(gap + 2);
    const zeros = 8 - count(before) - count(behind);
    if (zeros < 1) throw complain('there is no gap for ::');
    const filling = Array.from({ length: zeros }, () => '0');
    rest = [before || [], filling, behind || []].flat().join(':');
  }
  if (!/^[\da-fA-F]{1,4}(:[\da-fA-F]{1,4}){7}$/.test(rest)) throw complain('not eight groups');
  return rest.split(':').reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

export const parseIpv6 = (text: string): Uint8Array => {
  const value = numberOf(text);
  return Uint8Array.from({ length: 16 }, (_, i) => Number((value >> BigInt(120 - 8 * i)) & 255n));
};

export const formatIpv6 = (bytes: Uint8Array): string => {
  if (bytes.byteLength !== 16) throw new RangeError('an address has 16 bytes');
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  if (value >> 32n === 0xffffn) return `::ffff:${[...bytes.slice(-4)].join('.')}`;
  const groups = Array.from({ length: 8 }, (_, i) =>
    ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16),
  );
  const all = groups.join(':');
  for (let length = 8; length > 1; length -= 1) {
    for (let start = 0; start + length <= 8; start += 1) {
      if (groups.slice(start, start + length).some((group) => group !== '0')) continue;
      return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
    }
  }
  return all;
};

const RANGES: [first: bigint, last: bigint, kind: Ipv6Kind][] = [
  [0n, 0n, 'unspecified'],
  [1n, 1n, 'loopback'],
  [0xffff00000000n, 0xffffffffffffn, 'ipv4-mapped'],
  [0x20010db8n << 96n, (0x20010db9n << 96n) - 1n, 'documentation'],
  [0x3fff0n << 108n, (0x3fff1n << 108n) - 1n, 'documentation'],
  [0x2n << 124n, (0x4n << 124n) - 1n, 'global'],
  [0xfcn << 120n, (0xfen << 120n) - 1n, 'unique-local'],
  [0xfe8n << 116n, (0xfecn << 116n) - 1n, 'link-local'],
  [0xffn << 120n, (0x100n << 120n) - 1n, 'multicast'],
];

export const ipv6Kind = (text: string): Ipv6Kind => {
  const value = numberOf(text);
  return RANGES.find(([first, last]) => first <= value && value <= last)?.[2] ?? 'reserved';
};
