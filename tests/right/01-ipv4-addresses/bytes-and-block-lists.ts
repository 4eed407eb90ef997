// Right: Buffers of four bytes, and Node's own BlockList as the judge of blocks
import { Buffer } from 'node:buffer';
import { BlockList, isIPv4 } from 'node:net';

class BadAddress extends TypeError {
  override name = 'BadAddress';
}
class BadPrefix extends RangeError {}

export const parseIpv4 = (text: string): number => {
  if (isIPv4(text)) return Buffer.from(text.split('.', 4).map(Number)).readUInt32BE(0);
  const parts = text.split('.');
  const place = parts.length === 4 ? parts.findIndex((part) => !isIPv4(`0.0.0.${part}`)) + 1 : 0;
  throw new BadAddress(place > 0 ? `Octet ${place} of 4 is no octet` : 'four octets are due');
};

export const formatIpv4 = (address: number): string => {
  const bytes = Buffer.alloc(4);
  if (address % 1 !== 0) throw new RangeError('not whole');
  bytes.writeUInt32BE(address); // a RangeError of Node's own for what does not fit
  return [...bytes].join('.');
};

function listOf(cidr: string): { list: BlockList; base: string; length: number } {
  const match = /^(?<base>[^/]*)\/(?<length>\d+)$/.exec(cidr);
  const { base = '', length = '' } = match?.groups ?? {};
  if (String(BigInt(length)) !== length || length === '') throw new TypeError('no such block');
  if (!isIPv4(base)) throw new BadAddress(`${base} is no base`);
  if (BigInt(length) > 32n) throw new BadPrefix(length);
  const list = new BlockList();
  if (length !== '0') list.addSubnet(base, Number(length), 'ipv4');
  return { list, base, length: Number(length) };
}

export function cidrContains(cidr: string, address: string): boolean {
  const { list, length } = listOf(cidr);
  if (!isIPv4(address)) throw new BadAddress(address);
  return length === 0 || list.check(address, 'ipv4');
}

export function cidrRange(cidr: string) {
  const { base, length } = listOf(cidr);
  const [low, high] = [Buffer.from(base.split('.').map(Number)), Buffer.alloc(4)];
  for (const i of low.keys()) {
    const ones = Math.min(8, Math.max(0, length - 8 * i));
    const host = 0xff >> ones;
    low[i] = (low[i] ?? 0) & ~host;
    high[i] = (low[i] ?? 0) | host;
  }
  const all = high.readUInt32BE() - low.readUInt32BE() + 1;
  return Object.freeze({
    hosts: all < 3 ? all : all - 2,
    broadcast: high.join('.'),
    network: low.join('.'),
  });
}

const kinds = new Map<string, BlockList>();
function add(kind: string, ...ranges: [first: string, last: string][]): void {
  const list = new BlockList();
  for (const [first, last] of ranges) list.addRange(first, last, 'ipv4');
  kinds.set(kind, list);
}
add('this-network', ['0.0.0.0', '0.255.255.255']);
add(
  'private',
  ['10.0.0.0', '10.255.255.255'],
  ['172.16.0.0', '172.31.255.255'],
  ['192.168.0.0', '192.168.255.255'],
);
add('shared', ['100.64.0.0', '100.127.255.255']);
add('loopback', ['127.0.0.0', '127.255.255.255']);
add('link-local', ['169.254.0.0', '169.254.255.255']);
add(
  'documentation',
  ['192.0.2.0', '192.0.2.255'],
  ['198.51.100.0', '198.51.100.255'],
  ['203.0.113.0', '203.0.113.255'],
);
add('benchmarking', ['198.18.0.0', '198.19.255.255']);
add('multicast', ['224.0.0.0', '239.255.255.255']);
add('reserved', ['240.0.0.0', '255.255.255.254']);

export function ipv4Kind(text: string): string {
  if (parseIpv4(text) === 2 ** 32 - 1) return 'broadcast';
  for (const [kind, list] of kinds) if (list.check(text)) return kind;
  return 'public';
}

export const ipv4Class = (text: string): string => {
  const ones = Math.clz32(~parseIpv4(text));
  return ['A', 'B', 'C', 'D'][ones] ?? 'E';
};
