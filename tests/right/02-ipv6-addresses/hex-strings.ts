// Right: everything is a string of 32 hexadecimal digits, and recursion finds what is to shorten

type Kind =
  | 'unspecified'
  | 'loopback'
  | 'ipv4-mapped'
  | 'link-local'
  | 'unique-local'
  | 'multicast'
  | 'documentation'
  | 'global'
  | 'reserved';

export type { Kind as Ipv6Kind };

function toHex(text: string): string {
  if (text.indexOf('%') > 0) throw new TypeError(`zone id in ${text}`);
  const dots = /^(.*:)([0-9.]+)$/s.exec(text);
  if (dots?.[2]?.includes('.')) {
    const numbers = dots[2].split('.');
    if (numbers.length !== 4) throw new TypeError(`${dots[2]}: not four numbers`);
    const [w, x, y, z] = numbers.map((number) => {
      if (!/^\d{1,3}$/.test(number) || /^0\d/.test(number) || Number(number) > 255) {
        throw new TypeError(`${dots[2]}: not an IPv4 address`);
      }
      return (256 + Number(number)).toString(16).slice(1);
    });
    return toHex(`${dots[1]}${w}${x}:${y}${z}`);
  }
  const sides = text.split('::');
  const hexes = sides.map((side) =>
    side === ''
      ? ''
      : side.replace(/[^:]*(:|$)/g, (part, _colon, at: number) => {
          if (at === side.length && part === '' && !side.endsWith(':')) return '';
          const digits = part.replace(':', '');
          if (!/^[0-9a-f]{1,4}$/i.test(digits)) throw new TypeError(`"${part}" in ${text}`);
          return digits.padStart(4, '0').toLowerCase();
        }),
  );
  const [head = '', tail = ''] = hexes;
  const missing = 32 - head.length - tail.length;
  if (sides.length > 2 || missing < 0 || (sides.length === 2) !== missing >= 4) {
    throw new TypeError(`${text} does not make 128 bits`);
  }
  return head + '0'.repeat(missing) + tail;
}

function shorten(text: string, zeros: number): string {
  if (zeros < 2) return text;
  const run = Array(zeros).fill('0').join(':');
  const at = `:${text}:`.indexOf(`:${run}:`);
  if (at < 0) return shorten(text, zeros - 1);
  const padded = `:${text}:`;
  const before = padded.slice(1, at);
  const after = padded.slice(at + run.length + 2, -1);
  return `${before}::${after}`;
}

export function parseIpv6(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(toHex(text), 'hex'));
}

export function formatIpv6(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new RangeError('wrong number of bytes', { cause: bytes });
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (hex.lastIndexOf('00000000000000000000ffff', 0) === 0) {
    return `::ffff:${bytes[12]}.${bytes[13]}.${bytes[14]}.${bytes[15]}`;
  }
  const groups = hex.match(/.{4}/g) ?? [];
  return shorten(groups.map((group) => group.replace(/^0{1,3}/, '')).join(':'), 8);
}

const TABLE: [RegExp, Kind][] = [
  [/^0{32}$/, 'unspecified'],
  [/^0{31}1$/, 'loopback'],
  [/^0{20}f{4}/, 'ipv4-mapped'],
  [/^fe[89ab]/, 'link-local'],
  [/^f[cd]/, 'unique-local'],
  [/^ff/, 'multicast'],
  [/^20010db8|^3fff0/, 'documentation'],
  [/^[23]/, 'global'],
  [/./, 'reserved'],
];

export function ipv6Kind(text: string): Kind {
  const hex = toHex(text);
  for (const [pattern, kind] of TABLE) if (pattern.test(hex)) return kind;
  return 'reserved';
}
