// Right: a DataView over the whole frame, positions as numbers, an async iterator for the socket

import dgram from 'node:dgram';
import { on, once } from 'node:events';

type Fields = { layer: string } & Record<string, unknown>;
type Verdict = 'ok' | 'wrong' | 'absent' | 'unverified';

interface Endpoint {
  mac: string;
  address: string;
  port: number;
}
interface UdpHeaders {
  source: Endpoint;
  destination: Endpoint;
  ttl: number;
  identification: number;
}

// A kind of RangeError is an Error as well.
export class FrameError extends RangeError {
  readonly layer: string;
  constructor(layer: string) {
    super(`${layer}: malformed`);
    this.layer = layer;
    this.name = 'FrameError';
  }
}

export const internetChecksum = (bytes: Uint8Array): number => checksumOf([bytes]);

/** Over parts that are put one behind the other; all but the last are even. */
function checksumOf(parts: Uint8Array[]): number {
  let sum = 0;
  for (const part of parts) {
    const view = viewOf(part);
    let at = 0;
    for (; at + 2 <= part.length; at += 2) sum = plus(sum, view.getUint16(at));
    if (at < part.length) sum = plus(sum, view.getUint8(at) << 8);
  }
  return 0xffff ^ sum;
}

function plus(one: number, other: number): number {
  const sum = one + other;
  return sum > 0xffff ? sum - 0xffff : sum;
}

const viewOf = (bytes: Uint8Array) =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
const macOf = (bytes: Uint8Array) => hex(bytes).join(':');

function need(layer: string, isRight: boolean): void {
  if (!isRight) throw new FrameError(layer);
}

export function decodeFrame(bytes: Uint8Array): Fields[] {
  const view = viewOf(bytes);
  need('ethernet', bytes.length >= 14);
  let etherType = view.getUint16(12);
  const found: Fields[] = [
    {
      layer: 'ethernet',
      destination: macOf(bytes.subarray(0, 6)),
      source: macOf(bytes.subarray(6, 12)),
      etherType,
    },
  ];
  let at = 14;
  while (etherType === 0x8100) {
    need('vlan', bytes.length >= at + 4);
    const tag = view.getUint16(at);
    etherType = view.getUint16(at + 2);
    found.push({
      layer: 'vlan',
      priority: tag >>> 13,
      dropEligible: Boolean((tag >>> 12) & 1),
      id: tag % 4096,
      etherType,
    });
    at += 4;
  }
  switch (etherType) {
    case 0x0806:
      return found.concat(arp(bytes.subarray(at)));
    case 0x0800:
      return found.concat(ipv4(bytes.subarray(at)));
    case 0x86dd:
      return found.concat(ipv6(bytes.subarray(at)));
    default:
      return found.concat(payload(bytes.subarray(at)));
  }
}

// A copy, in a Uint8Array: whether it is a view is left open.
const payload = (bytes: Uint8Array): Fields => ({ layer: 'payload', bytes: bytes.slice() });

function arp(bytes: Uint8Array): Fields {
  need('arp', bytes.length >= 28 && hex(bytes.subarray(0, 6)).join('') === '000108000604');
  return {
    layer: 'arp',
    operation: viewOf(bytes).getUint16(6),
    senderMac: macOf(bytes.subarray(8, 14)),
    senderAddress: bytes.subarray(14, 18).join('.'),
    targetMac: macOf(bytes.subarray(18, 24)),
    targetAddress: bytes.subarray(24, 28).join('.'),
  };
}

function ipv4(bytes: Uint8Array): Fields[] {
  need('ipv4', bytes.length >= 20);
  const view = viewOf(bytes);
  const headerLength = (view.getUint8(0) & 15) * 4;
  const totalLength = view.getUint16(2);
  need('ipv4', view.getUint8(0) >>> 4 === 4 && headerLength >= 20);
  need('ipv4', totalLength >= headerLength && totalLength <= bytes.length);
  const bits = view.getUint16(6);
  const protocol = view.getUint8(9);
  const fragmentOffset = (bits % 8192) * 8;
  const moreFragments = (bits & 8192) > 0;
  const header: Fields = {
    layer: 'ipv4',
    version: 4, // more than is asked for
    headerLength,
    typeOfService: view.getUint8(1),
    totalLength,
    identification: view.getUint16(4),
    dontFragment: (bits & 16384) > 0,
    moreFragments,
    fragmentOffset,
    ttl: view.getUint8(8),
    protocol,
    checksum: internetChecksum(bytes.subarray(0, headerLength)) ? 'wrong' : 'ok',
    source: bytes.subarray(12, 16).join('.'),
    destination: bytes.subarray(16, 20).join('.'),
    options: bytes.subarray(20, headerLength),
  };
  const rest = bytes.subarray(headerLength, totalLength);
  if (fragmentOffset > 0) return [header, payload(rest)];
  return [header, ...transport(protocol, rest, bytes.subarray(12, 20), moreFragments)];
}

function ipv6(bytes: Uint8Array): Fields[] {
  need('ipv6', bytes.length >= 40);
  const view = viewOf(bytes);
  const payloadLength = view.getUint16(4);
  need('ipv6', view.getUint8(0) >>> 4 === 6 && bytes.length >= 40 + payloadLength);
  const address = (at: number) =>
    Array.from({ length: 8 }, (_, i) =>
      view
        .getUint16(at + 2 * i)
        .toString(16)
        .padStart(4, '0'),
    ).join(':');
  const header: Fields = {
    layer: 'ipv6',
    trafficClass: (view.getUint16(0) >>> 4) & 255,
    flowLabel: view.getUint32(0) % 2 ** 20,
    payloadLength,
    nextHeader: view.getUint8(6),
    hopLimit: view.getUint8(7),
    source: address(8),
    destination: address(24),
  };
  const rest = bytes.subarray(40, 40 + payloadLength);
  return [header, ...transport(view.getUint8(6), rest, bytes.subarray(8, 40), false)];
}

function transport(
  protocol: number,
  bytes: Uint8Array,
  addresses: Uint8Array,
  isPart: boolean,
): Fields[] {
  const view = viewOf(bytes);
  const verify = (covered: Uint8Array): Verdict => {
    if (isPart) return 'unverified';
    const pseudo = Uint8Array.of(covered.length >>> 8, covered.length & 255, 0, protocol);
    return checksumOf([addresses, pseudo, covered]) === 0 ? 'ok' : 'wrong';
  };
  if (protocol === 17) {
    need('udp', bytes.length >= 8);
    const length = view.getUint16(4);
    need('udp', length >= 8 && (isPart || length <= bytes.length));
    let checksum = verify(bytes.subarray(0, length));
    if (!isPart && view.getUint16(6) === 0) checksum = addresses.length > 8 ? 'wrong' : 'absent';
    const ports = { sourcePort: view.getUint16(0), destinationPort: view.getUint16(2) };
    return [{ layer: 'udp', ...ports, length, checksum }, payload(bytes.subarray(8, length))];
  }
  if (protocol !== 6) return [payload(bytes)];
  need('tcp', bytes.length >= 20);
  const headerLength = (view.getUint8(12) >>> 4) * 4;
  need('tcp', headerLength >= 20 && headerLength <= bytes.length);
  return [
    {
      layer: 'tcp',
      sourcePort: view.getUint16(0),
      destinationPort: view.getUint16(2),
      sequence: view.getUint32(4),
      acknowledgment: view.getUint32(8),
      flags: view.getUint8(13),
      window: view.getUint16(14),
      checksum: verify(bytes),
      urgentPointer: view.getUint16(18),
      options: bytes.subarray(20, headerLength),
    },
    payload(bytes.subarray(headerLength)),
  ];
}

export function encapsulate(message: Uint8Array, headers: UdpHeaders): Uint8Array {
  if (message.length > 1472) throw new RangeError('too long');
  const { source, destination } = headers;
  const frame = new Uint8Array(42 + message.length);
  const view = viewOf(frame);
  const numbers = (text: string, by: string, base: number) =>
    text.split(by).map((part) => Number.parseInt(part, base));
  frame.set(numbers(destination.mac, ':', 16));
  frame.set(numbers(source.mac, ':', 16), 6);
  frame.set(numbers(source.address, '.', 10), 26);
  frame.set(numbers(destination.address, '.', 10), 30);
  const length = 8 + message.length;
  const words: [number, number][] = [
    [12, 0x0800],
    [14, 0x4500],
    [16, 20 + length],
    [18, headers.identification],
    [22, headers.ttl * 256 + 17],
    [34, source.port],
    [36, destination.port],
    [38, length],
  ];
  for (const [at, word] of words) view.setUint16(at, word);
  frame.set(message, 42);
  view.setUint16(24, internetChecksum(frame.subarray(14, 34)));
  const pseudo = Uint8Array.of(0, 17, length >>> 8, length & 255);
  const sum = checksumOf([frame.subarray(26, 34), pseudo, frame.subarray(34)]);
  view.setUint16(40, sum || 0xffff);
  return frame;
}

export async function startEchoHost(at: { host: string; port: number }): Promise<dgram.Socket> {
  const socket = dgram.createSocket('udp4');
  socket.bind(at.port, at.host);
  await once(socket, 'listening');
  void answerAll(socket).catch(() => {});
  return socket;
}

async function answerAll(socket: dgram.Socket): Promise<void> {
  for await (const [frame, from] of on(socket, 'message', { close: ['close'] })) {
    const answer = answerTo(frame);
    if (answer) socket.send(answer, from.port, from.address);
  }
}

function answerTo(frame: Uint8Array): Uint8Array | undefined {
  let layers: Fields[] = [];
  try {
    layers = decodeFrame(frame);
  } catch (error) {
    if (!(error instanceof FrameError)) throw error;
  }
  if (layers.map(({ layer }) => layer).join() !== 'ethernet,ipv4,udp,payload') return undefined;
  const [, ip, udp, last] = layers;
  if (ip?.checksum !== 'ok' || udp?.checksum === 'wrong' || udp?.checksum === 'unverified')
    return undefined;
  const message = last?.bytes;
  if (!(message instanceof Uint8Array) || message.length > 1472) return undefined;
  // Addresses change places where they stand; the checksums do not mind.
  const text = (bytes: Uint8Array) => bytes.join('.');
  const start = 14 + Number(ip.headerLength);
  const ports = viewOf(frame);
  return encapsulate(message, {
    source: {
      mac: macOf(frame.subarray(0, 6)),
      address: text(frame.subarray(30, 34)),
      port: ports.getUint16(start + 2),
    },
    destination: {
      mac: macOf(frame.subarray(6, 12)),
      address: text(frame.subarray(26, 30)),
      port: ports.getUint16(start),
    },
    ttl: 64,
    identification: ports.getUint16(18),
  });
}
