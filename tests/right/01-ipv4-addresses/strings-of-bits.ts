// Right: everything is a string of 32 ones and zeros
type Bits = string;

function bits(text: string): Bits {
  const octets = text.split('.');
  if (octets.length < 4) throw TypeError(`too few octets: ${octets.length}`);
  if (octets.length > 4) throw TypeError(`too many octets: ${octets.length}`);
  const known = new Map(Array.from({ length: 256 }, (_, i) => [String(i), i.toString(2)]));
  return octets
    .map((octet, i) => {
      const found = known.get(octet);
      if (found === undefined) throw TypeError(`in octet ${i + 1}\n(of ${JSON.stringify(text)})`);
      return found.padStart(8, '0');
    })
    .join('');
}

export function parseIpv4(text: string): number {
  return Number(`0b${bits(text)}`);
}

export function formatIpv4(address: number): string {
  const digits = address.toString(2);
  if (!/^[01]{1,32}$/.test(digits)) throw RangeError(`${digits} is not 32 bits`);
  return (digits.padStart(32, '0').match(/.{8}/g) ?? [])
    .map((octet) => Number.parseInt(octet, 2))
    .join('.');
}

function prefix(cidr: string): Bits {
  const slash = cidr.indexOf('/');
  if (slash < 0 || slash !== cidr.lastIndexOf('/')) throw TypeError('one slash, please');
  const length = cidr.slice(slash + 1);
  const allowed = Array.from({ length: 33 }, (_, i) => String(i));
  if (!allowed.includes(length)) {
    const number = /^[1-9][0-9]+$/.test(length);
    throw number ? RangeError('more than 32 bits') : TypeError('no length of a prefix');
  }
  return bits(cidr.slice(0, slash)).slice(0, Number(length));
}

export function cidrContains(cidr: string, address: string): boolean {
  const wanted = prefix(cidr);
  return bits(address).startsWith(wanted);
}

export function cidrRange(cidr: string): { network: string; broadcast: string; hosts: number } {
  const first = prefix(cidr);
  const text = (all: Bits) => formatIpv4(Number.parseInt(all, 2));
  const free = 32 - first.length;
  const small: Record<number, number> = { 0: 1, 1: 2 };
  return {
    network: text(first.padEnd(32, '0')),
    broadcast: text(first.padEnd(32, '1')),
    hosts: small[free] ?? 2 ** free - 2,
  };
}

const KINDS: Record<string, RegExp> = {
  broadcast: /^1{32}$/,
  reserved: /^1111/,
  multicast: /^1110/,
  'this-network': /^0{8}/,
  loopback: /^01111111/,
  private: /^(00001010|101011000001|1100000010101000)/,
  shared: /^0110010001/,
  'link-local': /^1010100111111110/,
  documentation: /^(110000000000000000000010|110001100011001101100100|110010110000000001110001)/,
  benchmarking: /^110001100001001/,
  public: /^/,
};

export function ipv4Kind(text: string): string | undefined {
  const all = bits(text);
  return Object.keys(KINDS).find((kind) => KINDS[kind]?.test(all));
}

export function ipv4Class(text: string): string | undefined {
  const ones = bits(text).indexOf('0');
  return 'ABCD'[ones < 0 ? 4 : ones] ?? 'E';
}
