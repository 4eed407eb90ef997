// Right: headers as tables of bit widths, read and written by the same two functions

import dgram from 'node:dgram';
import { once } from 'node:events';

type Kind = 'number' | 'flag' | 'mac' | 'ipv4' | 'ipv6' | 'skip';
type Table = readonly (readonly [name: string, bits: number, kind?: Kind])[];
type Layer = { layer: string } & Record<string, string | number | boolean | Uint8Array>;

export interface Endpoint {
  mac: string;
  address: string;
  port: number;
}
export interface UdpHeaders {
  source: Endpoint;
  destination: Endpoint;
  ttl: number;
  identification: number;
}

const ETHERNET: Table = [
  ['destination', 48, 'mac'],
  ['source', 48, 'mac'],
  ['etherType', 16],
];
const VLAN: Table = [
  ['priority', 3],
  ['dropEligible', 1, 'flag'],
  ['id', 12],
  ['etherType', 16],
];
const ARP: Table = [
  ['kind', 48, 'skip'],
  ['operation', 16],
  ['senderMac', 48, 'mac'],
  ['senderAddress', 32, 'ipv4'],
  ['targetMac', 48, 'mac'],
  ['targetAddress', 32, 'ipv4'],
];
const IPV4: Table = [
  ['version', 4],
  ['ihl', 4],
  ['typeOfService', 8],
  ['totalLength', 16],
  ['identification', 16],
  ['reserved', 1],
  ['dontFragment', 1, 'flag'],
  ['moreFragments', 1, 'flag'],
  ['fragmentOffset', 13],
  ['ttl', 8],
  ['protocol', 8],
  ['checksum', 16],
  ['source', 32, 'ipv4'],
  ['destination', 32, 'ipv4'],
];
const IPV6: Table = [
  ['version', 4],
  ['trafficClass', 8],
  ['flowLabel', 20],
  ['payloadLength', 16],
  ['nextHeader', 8],
  ['hopLimit', 8],
  ['source', 128, 'ipv6'],
  ['destination', 128, 'ipv6'],
];
const UDP: Table = [
  ['sourcePort', 16],
  ['destinationPort', 16],
  ['length', 16],
  ['checksum', 16],
];
const TCP: Table = [
  ['sourcePort', 16],
  ['destinationPort', 16],
  ['sequence', 32],
  ['acknowledgment', 32],
  ['dataOffset', 4],
  ['reserved', 4],
  ['flags', 8],
  ['window', 16],
  ['checksum', 16],
  ['urgentPointer', 16],
];

export class FrameError extends TypeError {
  override name = 'FrameError';
}

const sizeOf = (table: Table) => table.reduce((bits, [, width]) => bits + width, 0) / 8;

function text(value: bigint, bits: number, kind: Kind): string {
  const hex = value.toString(16).padStart(bits / 4, '0');
  if (kind === 'mac') return hex.match(/../g)?.join(':') ?? '';
  if (kind === 'ipv6') return hex.match(/.{4}/g)?.join(':') ?? '';
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
}

function read(layer: string, table: Table, bytes: Uint8Array): Layer {
  const size = sizeOf(table);
  if (bytes.length < size)
    throw new FrameError(`${layer}: ${size - bytes.length} bytes are missing`);
  const all = BigInt(`0x${Buffer.from(bytes.subarray(0, size)).toString('hex')}`);
  const fields: Layer = { layer };
  let left = BigInt(size * 8);
  for (const [name, bits, kind = 'number'] of table) {
    left -= BigInt(bits);
    const value = (all >> left) & ((1n << BigInt(bits)) - 1n);
    if (kind === 'number') fields[name] = Number(value);
    else if (kind === 'flag') fields[name] = value === 1n;
    else if (kind === 'skip') fields[name] = value.toString(16);
    else fields[name] = text(value, bits, kind);
  }
  return fields;
}

function write(table: Table, fields: Record<string, number | string>): Buffer {
  let all = 0n;
  for (const [name, bits] of table) {
    const field = fields[name] ?? 0;
    let value = BigInt(0);
    if (typeof field === 'number') value = BigInt(field);
    else if (field.includes(':')) value = BigInt(`0x${field.replaceAll(':', '')}`);
    else for (const part of field.split('.')) value = value * 256n + BigInt(part);
    all = (all << BigInt(bits)) | value;
  }
  return Buffer.from(all.toString(16).padStart(sizeOf(table) * 2, '0'), 'hex');
}

export function internetChecksum(bytes: Uint8Array): number {
  const words = new Uint16Array(Math.ceil(bytes.length / 2));
  bytes.forEach((byte, i) => {
    words[i >> 1] = (words[i >> 1] ?? 0) | (byte << (i & 1 ? 0 : 8));
  });
  return words.reduce((sum, word) => {
    const next = sum - word;
    return next < 0 ? next + 0xffff : next;
  }, 0xffff);
}

function demand(layer: string, isTrue: boolean, what: string): void {
  if (!isTrue) throw new FrameError(`${layer}: ${what}`);
}

export function decodeFrame(bytes: Uint8Array): Layer[] {
  const layers = [read('ethernet', ETHERNET, bytes)];
  let rest = bytes.subarray(sizeOf(ETHERNET));
  while (layers.at(-1)?.etherType === 0x8100) {
    layers.push(read('vlan', VLAN, rest));
    rest = rest.subarray(sizeOf(VLAN));
  }
  switch (layers.at(-1)?.etherType) {
    case 0x0806: {
      const arp = read('arp', ARP, rest);
      demand('arp', arp.kind === '108000604', 'not for Ethernet and IPv4');
      return [...layers, arp];
    }
    case 0x0800:
      return [...layers, ...internet4(rest)];
    case 0x86dd:
      return [...layers, ...internet6(rest)];
    default:
      return [...layers, { layer: 'payload', bytes: rest }];
  }
}

function internet4(bytes: Uint8Array): Layer[] {
  const ip = read('ipv4', IPV4, bytes);
  const end = Number(ip.totalLength);
  const start = Number(ip.ihl) * 4;
  demand('ipv4', ip.version === 4, `version ${ip.version}`);
  demand('ipv4', start >= 20 && start <= end, `a header of ${start} bytes in a packet of ${end}`);
  demand('ipv4', end <= bytes.length, `${end} bytes in a frame that has ${bytes.length}`);
  ip.options = bytes.subarray(20, start);
  ip.checksum = internetChecksum(bytes.subarray(0, start)) === 0 ? 'ok' : 'wrong';
  ip.fragmentOffset = Number(ip.fragmentOffset) * 8;
  const inner = bytes.subarray(start, end);
  if (ip.fragmentOffset > 0) return [ip, { layer: 'payload', bytes: inner }];
  const pseudo = [...bytes.subarray(12, 20), 0, Number(ip.protocol)];
  return [ip, ...carried(ip.protocol, inner, pseudo, ip.moreFragments !== true)];
}

function internet6(bytes: Uint8Array): Layer[] {
  const ip = read('ipv6', IPV6, bytes);
  const end = 40 + Number(ip.payloadLength);
  demand('ipv6', ip.version === 6, `version ${ip.version}`);
  demand('ipv6', end <= bytes.length, `${end} bytes in a frame that has ${bytes.length}`);
  const pseudo = [...bytes.subarray(8, 40), 0, Number(ip.nextHeader)];
  return [ip, ...carried(ip.nextHeader, bytes.subarray(40, end), pseudo, true)];
}

function carried(
  protocol: unknown,
  bytes: Uint8Array,
  pseudo: number[],
  isWhole: boolean,
): Layer[] {
  if (protocol !== 6 && protocol !== 17) return [{ layer: 'payload', bytes }];
  const name = protocol === 6 ? 'tcp' : 'udp';
  const fields = read(name, protocol === 6 ? TCP : UDP, bytes);
  const end = protocol === 6 ? bytes.length : Number(fields.length);
  const start = protocol === 6 ? Number(fields.dataOffset) * 4 : 8;
  demand(name, start >= (protocol === 6 ? 20 : 8) && start <= end, `a header of ${start} bytes`);
  demand(name, !isWhole || end <= bytes.length, `${end} bytes where ${bytes.length} are left`);
  if (protocol === 6) fields.options = bytes.subarray(20, start);
  const covered = bytes.subarray(0, end);
  const size = [covered.length >> 8, covered.length & 255];
  const sum = internetChecksum(Buffer.from([...pseudo, ...size, ...covered]));
  if (!isWhole) fields.checksum = 'unverified';
  else if (protocol === 17 && fields.checksum === 0)
    fields.checksum = pseudo.length > 10 ? 'wrong' : 'absent';
  else fields.checksum = sum === 0 ? 'ok' : 'wrong';
  return [fields, { layer: 'payload', bytes: covered.subarray(start) }];
}

export function encapsulate(message: Uint8Array, headers: UdpHeaders): Buffer {
  const { source, destination, ttl, identification } = headers;
  if (message.length > 1472) throw new RangeError('a message of more than 1472 bytes');
  const length = message.length + 8;
  const udp = { sourcePort: source.port, destinationPort: destination.port, length };
  const ip = {
    version: 4,
    ihl: 5,
    totalLength: length + 20,
    identification,
    ttl,
    protocol: 17,
    source: source.address,
    destination: destination.address,
  };
  const pseudo = write(
    [
      ['source', 32],
      ['destination', 32],
      ['protocol', 16],
      ['length', 16],
    ],
    { ...ip, length },
  );
  const sum = internetChecksum(Buffer.concat([pseudo, write(UDP, udp), message]));
  const checksum = internetChecksum(write(IPV4, ip));
  return Buffer.concat([
    write(ETHERNET, { destination: destination.mac, source: source.mac, etherType: 0x0800 }),
    write(IPV4, { ...ip, checksum }),
    write(UDP, { ...udp, checksum: sum === 0 ? 0xffff : sum }),
    message,
  ]);
}

export async function startEchoHost({ host, port }: { host: string; port: number }) {
  const socket = dgram.createSocket('udp4').bind(port, host);
  await once(socket, 'listening');
  return socket.on('message', (frame, { address, port: from }) => {
    let layers: Layer[];
    try {
      layers = decodeFrame(frame);
    } catch {
      return;
    }
    const [ethernet, ip, udp, payload, ...others] = layers;
    if (!ethernet || ip?.layer !== 'ipv4' || udp?.layer !== 'udp' || others.length > 0) return;
    if (ip.checksum !== 'ok' || !/^(ok|absent)$/.test(String(udp.checksum))) return;
    const bytes = payload?.bytes;
    if (!(bytes instanceof Uint8Array) || bytes.length > 1472) return;
    const [mine, theirs] = [ethernet.destination, ethernet.source].map(String);
    const answer = encapsulate(bytes, {
      source: {
        mac: mine ?? '',
        address: String(ip.destination),
        port: Number(udp.destinationPort),
      },
      destination: { mac: theirs ?? '', address: String(ip.source), port: Number(udp.sourcePort) },
      ttl: 64,
      identification: Number(ip.identification),
    });
    socket.send(answer, from, address);
  });
}
