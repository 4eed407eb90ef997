// Right: BigInt, which has no sign to lose and no 32nd bit to run into
const ALL = (1n << 32n) - 1n;
const PATTERN = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/;

function octetFault(octet: string): string | null {
  if (octet.length === 0) return 'nothing';
  if ([...octet].some((digit) => digit < '0' || digit > '9')) return 'no digits';
  if (octet.length > 1 && octet[0] === '0') return 'a leading zero';
  return octet.length > 3 || BigInt(octet) > 255n ? 'too much' : null;
}

function big(text: string): bigint {
  const octets = text.split('.');
  const faults = octets.map(octetFault);
  const wrong = faults.findIndex((fault) => fault !== null);
  if (octets.length === 4 && wrong >= 0)
    throw Object.assign(new TypeError(`OCTET ${wrong + 1} has ${faults[wrong]}`), { text });
  const match = PATTERN.exec(text);
  if (!match) throw new TypeError(`${text} has no four octets`);
  return match.slice(1).reduce((address, octet) => (address << 8n) | BigInt(octet), 0n);
}

function dotted(address: bigint): string {
  const octets: bigint[] = [];
  for (let rest = address; octets.length < 4; rest >>= 8n) octets.unshift(rest & 255n);
  return octets.join('.');
}

export function parseIpv4(text: string): number {
  return Number(big(text));
}

export function formatIpv4(address: number): string {
  // BigInt() throws RangeError by itself for NaN, fractions and infinity.
  const value = BigInt(address);
  if (value !== (value & ALL)) throw new RangeError(`${value} has more than 32 bits`);
  return dotted(value);
}

class Block {
  readonly first: bigint;
  readonly last: bigint;

  constructor(cidr: string) {
    const parts = cidr.split('/');
    const [base, length] = parts;
    if (parts.length !== 2 || base === undefined || length === undefined)
      throw new TypeError(`${cidr} is no block`);
    if (!/^(?!0.)[0-9]+$/.test(length)) throw new TypeError(`/${length} is no prefix`);
    if (BigInt(length) > 32n) throw new RangeError(`/${length} is longer than 32`);
    const free = (1n << (32n - BigInt(length))) - 1n;
    this.first = big(base) & (ALL ^ free);
    this.last = this.first | free;
  }

  has(address: bigint): boolean {
    return this.first <= address && address <= this.last;
  }

  get hosts(): number {
    const size = this.last - this.first + 1n;
    return Number(size > 2n ? size - 2n : size);
  }
}

export function cidrContains(cidr: string, address: string): boolean {
  return new Block(cidr).has(big(address));
}

export function cidrRange(cidr: string): Record<string, string | number> {
  const { first, last, hosts } = new Block(cidr);
  const range: Record<string, string | number> = Object.create(null);
  return Object.assign(range, { hosts, network: dotted(first), broadcast: dotted(last) });
}

const TABLE = `
  broadcast 255.255.255.255/32
  this-network 0.0.0.0/8
  private 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16
  shared 100.64.0.0/10
  loopback 127.0.0.0/8
  link-local 169.254.0.0/16
  documentation 192.0.2.0/24 198.51.100.0/24 203.0.113.0/24
  benchmarking 198.18.0.0/15
  multicast 224.0.0.0/4
  reserved 240.0.0.0/4
  public 0.0.0.0/0`;

const ROWS = TABLE.trim()
  .split('\n')
  .map((row) => row.trim().split(' '))
  .map(([kind, ...cidrs]) => ({ kind, blocks: cidrs.map((cidr) => new Block(cidr)) }));

export function ipv4Kind(text: string): string | undefined {
  const address = big(text);
  return ROWS.find(({ blocks }) => blocks.some((block) => block.has(address)))?.kind;
}

export function ipv4Class(text: string): string {
  const address = big(text);
  const below = (octet: bigint) => address < octet << 24n;
  return below(128n) ? 'A' : below(192n) ? 'B' : below(224n) ? 'C' : below(240n) ? 'D' : 'E';
}
