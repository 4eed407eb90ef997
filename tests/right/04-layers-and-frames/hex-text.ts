// Right: the frame as one string of hex digits, cut by regular expressions; sums by division

import dgram from 'node:dgram';

type Layer = { layer: string; [field: string]: unknown };
type Endpoint = { mac: string; address: string; port: number };
type UdpHeaders = {
  source: Endpoint;
  destination: Endpoint;
  ttl: number;
  identification: number;
};

export class FrameError extends Error {
  constructor(layer: string, what = 'cannot be read') {
    super(`${layer}: ${what}`);
    Object.defineProperty(this, 'name', { value: 'FrameError' });
  }
}

const n = (hex = '0') => Number.parseInt(hex, 16);
const h = (value: number, digits: number) => value.toString(16).padStart(digits, '0');
const mac = (hex = '') => hex.replace(/(..)(?=.)/g, '$1:');
const dotted = (hex = '') =>
  hex.replace(/(..)(?=(.?))/g, (_, byte, more) => n(byte) + (more && '.'));
const bytesOf = (hex = '') => Buffer.from(hex, 'hex');

/** 65536 leaves 1 modulo 65535, so a number leaves the sum of its words. */
function sumOf(hex: string): number {
  let rest = 0;
  for (const [word] of hex.matchAll(/.{1,4}/g))
    rest = (rest * 65_536 + n(word.padEnd(4, '0'))) % 65_535;
  return rest === 0 && /[1-9a-f]/.test(hex) ? 65_535 : rest;
}

export function internetChecksum(bytes: Uint8Array): number {
  return 65_535 - sumOf(Buffer.from(bytes).toString('hex'));
}

function cut(layer: string, pattern: RegExp, hex: string): Record<string, string> {
  const groups = pattern.exec(hex)?.groups;
  if (!groups) throw new FrameError(layer);
  return groups;
}

export function decodeFrame(bytes: Uint8Array): Layer[] {
  const {
    to,
    from,
    type = '',
    rest = '',
  } = cut(
    'ethernet',
    /^(?<to>.{12})(?<from>.{12})(?<type>.{4})(?<rest>.*)$/,
    Buffer.from(bytes).toString('hex'),
  );
  const ethernet = {
    layer: 'ethernet',
    destination: mac(to),
    source: mac(from),
    etherType: n(type),
  };
  return [ethernet, ...network(type, rest)];
}

function network(type: string, hex: string): Layer[] {
  if (type === '8100') {
    const {
      tag,
      next = '',
      rest = '',
    } = cut('vlan', /^(?<tag>.{4})(?<next>.{4})(?<rest>.*)$/, hex);
    const bits = n(tag).toString(2).padStart(16, '0');
    const priority = Number.parseInt(bits.slice(0, 3), 2);
    const id = n(tag?.slice(1));
    const vlan = { layer: 'vlan', priority, dropEligible: bits[3] === '1', id, etherType: n(next) };
    return [vlan, ...network(next, rest)];
  }
  if (type === '0806') return [arp(hex)];
  if (type === '0800') return ipv4(hex);
  if (type === '86dd') return ipv6(hex);
  return [payload(hex)];
}

const payload = (hex: string): Layer => ({ layer: 'payload', bytes: bytesOf(hex) });

function arp(hex: string): Layer {
  const pattern = /^000108000604(?<op>.{4})(?<sm>.{12})(?<sa>.{8})(?<tm>.{12})(?<ta>.{8})/;
  const { op, sm, sa, tm, ta } = cut('arp', pattern, hex);
  const sender = { senderMac: mac(sm), senderAddress: dotted(sa) };
  return {
    layer: 'arp',
    operation: n(op),
    ...sender,
    targetMac: mac(tm),
    targetAddress: dotted(ta),
  };
}

function ipv4(hex: string): Layer[] {
  const pattern =
    /^4(?<ihl>[5-9a-f])(?<tos>..)(?<total>.{4})(?<id>.{4})(?<frag>.{4})(?<ttl>..)(?<proto>..).{4}(?<from>.{8})(?<to>.{8})/;
  const { ihl, tos, total, id, frag, ttl, proto, from = '', to = '' } = cut('ipv4', pattern, hex);
  const [start, end] = [n(ihl) * 8, n(total) * 2];
  if (start > end) throw new FrameError('ipv4', 'shorter than its header');
  if (end > hex.length) throw new FrameError('ipv4', 'longer than its frame');
  const [flags, offset] = [n(frag) >> 13, (n(frag) & 0x1fff) * 8];
  const layer: Layer = {
    layer: 'ipv4',
    typeOfService: n(tos),
    totalLength: n(total),
    identification: n(id),
    dontFragment: flags % 4 >= 2,
    moreFragments: flags % 2 === 1,
    fragmentOffset: offset,
    ttl: n(ttl),
    protocol: n(proto),
    checksum: sumOf(hex.slice(0, start)) === 65_535 ? 'ok' : 'wrong',
    source: dotted(from),
    destination: dotted(to),
    options: bytesOf(hex.slice(40, start)),
  };
  const carried = hex.slice(start, end);
  if (offset !== 0) return [layer, payload(carried)];
  return [layer, ...transport(n(proto), carried, from + to, flags % 2 === 1)];
}

function ipv6(hex: string): Layer[] {
  const pattern =
    /^6(?<class>..)(?<flow>.{5})(?<length>.{4})(?<next>..)(?<hops>..)(?<from>.{32})(?<to>.{32})(?<rest>.*)$/;
  const groups = cut('ipv6', pattern, hex);
  const { from = '', to = '', rest = '' } = groups;
  const length = n(groups.length);
  if (rest.length < length * 2) throw new FrameError('ipv6', 'longer than its frame');
  const long = (address: string) => address.match(/.{4}/g)?.join(':');
  const layer: Layer = {
    layer: 'ipv6',
    trafficClass: n(groups.class),
    flowLabel: n(groups.flow),
    payloadLength: length,
    nextHeader: n(groups.next),
    hopLimit: n(groups.hops),
    source: long(from),
    destination: long(to),
  };
  return [layer, ...transport(n(groups.next), rest.slice(0, length * 2), from + to, false)];
}

function transport(protocol: number, hex: string, addresses: string, isFirst: boolean): Layer[] {
  const verdict = (covered: string, field: string): string => {
    if (isFirst) return 'unverified';
    if (protocol === 17 && field === '0000') return addresses.length === 16 ? 'absent' : 'wrong';
    const pseudo = `${addresses}00${h(protocol, 2)}${h(covered.length / 2, 4)}`;
    return sumOf(pseudo + covered) === 65_535 ? 'ok' : 'wrong';
  };
  if (protocol === 17) {
    const pattern = /^(?<from>.{4})(?<to>.{4})(?<length>.{4})(?<sum>.{4})/;
    const { from, to, length, sum = '' } = cut('udp', pattern, hex);
    const end = n(length) * 2;
    if (end < 16 || (end > hex.length && !isFirst)) throw new FrameError('udp', 'a wrong length');
    const checksum = verdict(hex.slice(0, end), sum);
    const ports = { sourcePort: n(from), destinationPort: n(to) };
    return [{ layer: 'udp', ...ports, length: n(length), checksum }, payload(hex.slice(16, end))];
  }
  if (protocol !== 6) return [payload(hex)];
  const pattern =
    /^(?<from>.{4})(?<to>.{4})(?<seq>.{8})(?<ack>.{8})(?<words>[5-9a-f]).(?<flags>..)(?<window>.{4})(?<sum>.{4})(?<urgent>.{4})/;
  const groups = cut('tcp', pattern, hex);
  const end = n(groups.words) * 8;
  if (end > hex.length) throw new FrameError('tcp', 'shorter than its header');
  return [
    {
      layer: 'tcp',
      sourcePort: n(groups.from),
      destinationPort: n(groups.to),
      sequence: n(groups.seq),
      acknowledgment: n(groups.ack),
      flags: n(groups.flags),
      window: n(groups.window),
      checksum: verdict(hex, ''),
      urgentPointer: n(groups.urgent),
      options: bytesOf(hex.slice(40, end)),
    },
    payload(hex.slice(end)),
  ];
}

export function encapsulate(message: Uint8Array, headers: UdpHeaders): Buffer {
  const { source, destination, ttl, identification } = headers;
  const length = 8 + message.length;
  if (length > 1480)
    throw new RangeError(`expected at most 1472 bytes, received ${message.length}`);
  const ip = (address: string) =>
    address
      .split('.')
      .map((part) => h(Number(part), 2))
      .join('');
  const addresses = ip(source.address) + ip(destination.address);
  const start = `4500${h(20 + length, 4)}${h(identification, 4)}0000${h(ttl, 2)}11`;
  const ports = h(source.port, 4) + h(destination.port, 4) + h(length, 4);
  const text = Buffer.from(message).toString('hex');
  const udpSum = 65_535 - sumOf(`${addresses}0011${h(length, 4)}${ports}${text}`);
  const macs = (destination.mac + source.mac).replaceAll(':', '');
  return bytesOf(
    `${macs}0800${start}${h(65_535 - sumOf(start + addresses), 4)}${addresses}` +
      `${ports}${h(udpSum === 0 ? 65_535 : udpSum, 4)}${text}`,
  );
}

export function startEchoHost(at: { host: string; port: number }): Promise<dgram.Socket> {
  const { promise, resolve, reject } = deferred<dgram.Socket>();
  const socket = dgram.createSocket({ type: 'udp4' }, (frame, { port, address }) => {
    try {
      const answer = answerTo(decodeFrame(frame));
      if (answer) socket.send(answer, port, address, (error) => void error);
    } catch {
      // Not for us.
    }
  });
  socket.once('error', reject);
  socket.bind({ port: at.port, address: at.host }, () => resolve(socket));
  return promise;
}

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

function answerTo(layers: Layer[]): Buffer | undefined {
  const kinds = layers.map(({ layer, checksum = '' }) => `${layer} ${checksum}`).join('|');
  if (!/^ethernet \|ipv4 ok\|udp (ok|absent)\|payload $/.test(kinds)) return undefined;
  const all: Record<string, unknown> = Object.assign({}, ...layers.slice(1));
  const [first] = layers;
  const { bytes } = all;
  if (!(bytes instanceof Uint8Array)) return undefined;
  const end = (macKey: unknown, address: unknown, port: unknown): Endpoint => ({
    mac: String(macKey),
    address: String(address),
    port: Number(port),
  });
  return encapsulate(bytes, {
    source: end(first?.destination, all.destination, all.destinationPort),
    destination: end(first?.source, all.source, all.sourcePort),
    ttl: 64,
    identification: Number(all.identification),
  });
}
