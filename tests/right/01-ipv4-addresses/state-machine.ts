// Right: one character at a time, and only multiplication, division and remainders
interface Reading {
  values: number[];
  faults: number[];
}

function read(text: string): Reading {
  const values: number[] = [];
  const faults: number[] = [];
  let value = 0;
  let digits = 0;
  let good = true;
  for (let i = 0; i <= text.length; i += 1) {
    const code = i === text.length ? 0x2e : text.charCodeAt(i);
    if (code === 0x2e) {
      if (digits === 0 || !good || value > 255) faults.push(values.length + 1);
      values.push(value);
      [value, digits, good] = [0, 0, true];
    } else if (code >= 0x30 && code <= 0x39) {
      if (digits > 0 && value === 0) good = false;
      value = value * 10 + (code - 0x30);
      digits += 1;
    } else {
      good = false;
      digits += 1;
      value = 1;
    }
  }
  return { values, faults };
}

export function parseIpv4(text: string): number {
  const { values, faults } = read(text);
  if (values.length !== 4) {
    const error = new TypeError('an address has four octets');
    error.name = 'AddressError';
    throw error;
  }
  if (faults.length > 0) throw new TypeError(faults.map((n) => `octet ${n} is wrong`).join('; '));
  const [a = 0, b = 0, c = 0, d = 0] = values;
  return ((a * 256 + b) * 256 + c) * 256 + d;
}

export function formatIpv4(address: number): string {
  if (!(address >= 0) || !(address <= 4294967295) || Math.trunc(address) !== address)
    throw new RangeError(String(address));
  const d = address % 256;
  const c = ((address - d) / 256) % 256;
  const b = Math.floor(address / 65536) % 256;
  const a = Math.floor(address / 16777216);
  return `${a}.${b}.${c}.${d}`;
}

function block(cidr: string): [first: number, size: number] {
  const [base, length, ...rest] = cidr.split('/');
  if (base === undefined || length === undefined || rest.length > 0) throw new TypeError(cidr);
  const { values, faults } = read(`${length}.0.0.0`);
  const number = Number(length);
  // More than 255 is a fault of an octet, but only too much for a prefix.
  if (faults.length > 0 && !(number > 255 && /^[1-9][0-9]*$/.test(length)))
    throw new TypeError(`the prefix of ${cidr}`);
  if (values.length !== 4) throw new TypeError(`a mask in ${cidr}`);
  if (number > 32) throw new RangeError(`the prefix of ${cidr}`);
  let size = 1;
  for (let free = 32 - number; free > 0; free -= 1) size *= 2;
  const address = parseIpv4(base);
  return [address - (address % size), size];
}

export function cidrContains(cidr: string, address: string): boolean {
  const [first, size] = block(cidr);
  const distance = parseIpv4(address) - first;
  return distance >= 0 && distance < size;
}

export function cidrRange(cidr: string): { network: string; broadcast: string; hosts: number } {
  const [first, size] = block(cidr);
  const network = formatIpv4(first);
  const broadcast = formatIpv4(first + size - 1);
  if (size === 1 || size === 2) return { network, broadcast, hosts: size };
  return { network, broadcast, hosts: size - 2 };
}

export function ipv4Kind(text: string): string {
  if (parseIpv4(text) === 4294967295) return 'broadcast';
  const [a = 0, b = 0, c = 0] = read(text).values;
  switch (a) {
    case 0:
      return 'this-network';
    case 10:
      return 'private';
    case 100:
      return Math.floor(b / 64) === 1 ? 'shared' : 'public';
    case 127:
      return 'loopback';
    case 169:
      return b === 254 ? 'link-local' : 'public';
    case 172:
      return Math.floor(b / 16) === 1 ? 'private' : 'public';
    case 192:
      if (b === 168) return 'private';
      return b === 0 && c === 2 ? 'documentation' : 'public';
    case 198:
      if (b === 18 || b === 19) return 'benchmarking';
      return b === 51 && c === 100 ? 'documentation' : 'public';
    case 203:
      return b === 0 && c === 113 ? 'documentation' : 'public';
    default:
      return a < 224 ? 'public' : a < 240 ? 'multicast' : 'reserved';
  }
}

export function ipv4Class(text: string): string {
  parseIpv4(text);
  const [a = 0] = read(text).values;
  let name = 'A';
  if (a >= 128) name = 'B';
  if (a >= 192) name = 'C';
  if (a >= 224) name = 'D';
  if (a >= 240) name = 'E';
  return name;
}
