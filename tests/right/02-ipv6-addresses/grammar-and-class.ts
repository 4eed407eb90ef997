// Right: the grammar of RFC 3986 as one regular expression, and a class for an address

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

const octet = '(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const h16 = '[0-9A-Fa-f]{1,4}';
const ls32 = `(?:${h16}:${h16}|${octet}(?:\\.${octet}){3})`;
const upTo = (n: number) => `(?:(?:${h16}:){0,${n}}${h16})?`;
const GRAMMAR = new RegExp(
  `^(?:${[
    `(?:${h16}:){6}${ls32}`,
    `::(?:${h16}:){5}${ls32}`,
    `${upTo(0)}::(?:${h16}:){4}${ls32}`,
    `${upTo(1)}::(?:${h16}:){3}${ls32}`,
    `${upTo(2)}::(?:${h16}:){2}${ls32}`,
    `${upTo(3)}::${h16}:${ls32}`,
    `${upTo(4)}::${ls32}`,
    `${upTo(5)}::${h16}`,
    `${upTo(6)}::`,
  ].join('|')})$`,
);

class Address {
  readonly words: Uint16Array;

  constructor(words: Uint16Array) {
    this.words = words;
  }

  static read(text: string): Address {
    if (/^[^%]+%/.test(text)) throw new ZoneError(text);
    if (!GRAMMAR.test(text)) throw new NoAddressError(text);
    const words = new Uint16Array(8);
    const [left = [], right = []] = text.split('::').map((side) => [...pieces(side)]);
    words.set(left);
    words.set(right, 8 - right.length);
    return new Address(words);
  }

  static of(bytes: Uint8Array): Address {
    return new Address(
      Uint16Array.from(
        { length: 8 },
        (_, i) => (bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0),
      ),
    );
  }

  bytes(): Buffer {
    const bytes = Buffer.alloc(16);
    this.words.forEach((word, i) => {
      bytes.writeUInt16BE(word, 2 * i);
    });
    return bytes;
  }

  toString(): string {
    const words = [...this.words];
    if (this.has([0, 0, 0, 0, 0, 0xffff]))
      return `::ffff:${[...this.bytes().subarray(12)].join('.')}`;
    const text = words.map((word) => word.toString(16)).join(':');
    // Every run of zeros with the colons around it; sort() is stable, so the first of equals stays first.
    const [run] = [...text.matchAll(/(?<![^:])0(?::0)+(?![^:])/g)].sort(
      (a, b) => b[0].length - a[0].length,
    );
    if (!run) return text;
    const before = text.slice(0, run.index).replace(/:$/, '');
    return `${before}::${text.slice(run.index + run[0].length).replace(/^:/, '')}`;
  }

  has(prefix: number[]): boolean {
    return prefix.every((word, i) => this.words[i] === word);
  }

  get kind(): Ipv6Kind {
    const [first = 0, second = 0] = this.words;
    if (this.has([0, 0, 0, 0, 0, 0, 0, 0])) return 'unspecified';
    if (this.has([0, 0, 0, 0, 0, 0, 0, 1])) return 'loopback';
    if (this.has([0, 0, 0, 0, 0, 0xffff])) return 'ipv4-mapped';
    if (this.has([0x2001, 0xdb8]) || (first === 0x3fff && second < 0x1000)) return 'documentation';
    if (first >= 0xff00) return 'multicast';
    if (first >= 0xfe80 && first < 0xfec0) return 'link-local';
    if (first >= 0xfc00 && first < 0xfe00) return 'unique-local';
    return first >= 0x2000 && first < 0x4000 ? 'global' : 'reserved';
  }
}

class NoAddressError extends TypeError {
  override name = 'NoAddressError';
}

class ZoneError extends TypeError {
  override name = 'ZoneError';
  constructor(text: string) {
    super(`Zone of ${text} not supported`);
  }
}

function* pieces(side: string): Generator<number> {
  for (const piece of side.split(':')) {
    if (piece === '') continue;
    if (piece.includes('.')) {
      const [a = 0, b = 0, c = 0, d = 0] = piece.split('.').map(Number);
      yield a * 256 + b;
      yield c * 256 + d;
    } else yield Number(`0x${piece}`);
  }
}

export const parseIpv6 = (text: string): Uint8Array => Address.read(text).bytes();

export function formatIpv6(bytes: Uint8Array): string {
  if (bytes.length !== 16) throw new RangeError(`expected 16 bytes, received ${bytes.length}`);
  return Address.of(bytes).toString();
}

export const ipv6Kind = (text: string): Ipv6Kind => Address.read(text).kind;
