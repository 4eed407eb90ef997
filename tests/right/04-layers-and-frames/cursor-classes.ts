// Right: a class that reads from a cursor and remembers for which layer; the host is a class as well

import dgram from 'node:dgram';

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

export class FrameError extends Error {
  override name = 'FrameError';
  static of(layer: string, problem: string): FrameError {
    return new FrameError(`${layer}: ${problem}`);
  }
}

/** Adds 16 bits at a time, however the bytes come in. */
class Checksum {
  #sum = 0;
  #isHigh = true;

  add(bytes: Iterable<number>): this {
    for (const byte of bytes) {
      this.#sum += this.#isHigh ? byte * 0x100 : byte;
      this.#sum = (this.#sum % 0x10000) + Math.trunc(this.#sum / 0x10000);
      this.#isHigh = !this.#isHigh;
    }
    return this;
  }

  get value(): number {
    return 0xffff - this.#sum;
  }
}

export function internetChecksum(bytes: Uint8Array): number {
  return new Checksum().add(bytes).value;
}

class Cursor {
  readonly #bytes: Buffer;
  readonly #layer: string;
  #at = 0;

  constructor(layer: string, bytes: Buffer) {
    this.#layer = layer;
    this.#bytes = bytes;
  }

  take(count: number): Buffer {
    const taken = this.#bytes.subarray(this.#at, this.#at + count);
    this.must(taken.length === count, `${count} bytes wanted, ${taken.length} left`);
    this.#at += count;
    return taken;
  }

  number(size: number): number {
    return this.take(size).readUIntBE(0, size);
  }

  mac(): string {
    return [...this.take(6)].map((byte) => byte.toString(16).padStart(2, '0')).join(':');
  }

  ipv4(): string {
    return this.take(4).join('.');
  }

  ipv6(): string {
    return Array.from({ length: 8 }, () => this.take(2).toString('hex')).join(':');
  }

  get rest(): Buffer {
    return this.#bytes.subarray(this.#at);
  }

  must(holds: boolean, problem: string): void {
    if (!holds) throw FrameError.of(this.#layer, problem);
  }
}

class Decoder {
  readonly layers: Record<string, unknown>[] = [];

  constructor(bytes: Buffer) {
    const cursor = new Cursor('ethernet', bytes);
    const destination = cursor.mac();
    const source = cursor.mac();
    const etherType = cursor.number(2);
    this.layers.push({ layer: 'ethernet', destination, source, etherType });
    this.#behind(etherType, cursor.rest);
  }

  #behind(etherType: number, bytes: Buffer): void {
    if (etherType === 0x8100) this.#vlan(new Cursor('vlan', bytes));
    else if (etherType === 0x0806) this.#arp(new Cursor('arp', bytes));
    else if (etherType === 0x0800) this.#ipv4(new Cursor('ipv4', bytes), bytes);
    else if (etherType === 0x86dd) this.#ipv6(new Cursor('ipv6', bytes), bytes);
    else this.#payload(bytes);
  }

  #payload(bytes: Buffer): void {
    this.layers.push({ layer: 'payload', bytes });
  }

  #vlan(cursor: Cursor): void {
    const [first = 0, second = 0] = cursor.take(2);
    const etherType = cursor.number(2);
    const id = (first % 16) * 256 + second;
    const dropEligible = (first & 0b1_0000) !== 0;
    this.layers.push({ layer: 'vlan', priority: first >> 5, dropEligible, id, etherType });
    this.#behind(etherType, cursor.rest);
  }

  #arp(cursor: Cursor): void {
    cursor.must(cursor.number(2) === 1, 'no Ethernet');
    cursor.must(cursor.number(2) === 0x0800, 'no IPv4');
    cursor.must(cursor.number(1) === 6, 'no MAC addresses');
    cursor.must(cursor.number(1) === 4, 'no IPv4 addresses');
    this.layers.push({
      layer: 'arp',
      operation: cursor.number(2),
      senderMac: cursor.mac(),
      senderAddress: cursor.ipv4(),
      targetMac: cursor.mac(),
      targetAddress: cursor.ipv4(),
    });
  }

  #ipv4(cursor: Cursor, bytes: Buffer): void {
    const first = cursor.number(1);
    const headerLength = (first % 16) * 4;
    cursor.must(first >> 4 === 4 && headerLength >= 20, `it begins with ${first}`);
    const typeOfService = cursor.number(1);
    const totalLength = cursor.number(2);
    const identification = cursor.number(2);
    const bits = cursor.number(2);
    const ttl = cursor.number(1);
    const protocol = cursor.number(1);
    cursor.take(2);
    const source = cursor.ipv4();
    const destination = cursor.ipv4();
    const options = cursor.take(headerLength - 20);
    cursor.must(totalLength >= headerLength, 'it is shorter than its header');
    const carried = cursor.take(totalLength - headerLength);
    const checksum = internetChecksum(bytes.subarray(0, headerLength)) ? 'wrong' : 'ok';
    const [dontFragment, moreFragments] = [(bits & 0x4000) > 0, (bits & 0x2000) > 0];
    const fragmentOffset = (bits & 0x1fff) * 8;
    const fragment = { dontFragment, moreFragments, fragmentOffset };
    const addresses = { source, destination };
    const lengths = { typeOfService, totalLength, identification };
    const others = { ttl, protocol, checksum, options };
    this.layers.push({ layer: 'ipv4', ...lengths, ...fragment, ...addresses, ...others });
    if (fragmentOffset === 0)
      this.#transport(protocol, carried, [...bytes.subarray(12, 20)], moreFragments);
    else this.#payload(carried);
  }

  #ipv6(cursor: Cursor, bytes: Buffer): void {
    const [first = 0, second = 0, third = 0, fourth = 0] = cursor.take(4);
    const payloadLength = cursor.number(2);
    cursor.must(first >> 4 === 6, `version ${first >> 4}`);
    const nextHeader = cursor.number(1);
    this.layers.push({
      layer: 'ipv6',
      trafficClass: (first % 16) * 16 + (second >> 4),
      flowLabel: (second % 16) * 65_536 + third * 256 + fourth,
      payloadLength,
      nextHeader,
      hopLimit: cursor.number(1),
      source: cursor.ipv6(),
      destination: cursor.ipv6(),
    });
    const carried = cursor.take(payloadLength);
    this.#transport(nextHeader, carried, [...bytes.subarray(8, 40)], false);
  }

  #transport(protocol: number, bytes: Buffer, addresses: number[], isFirst: boolean): void {
    if (protocol === 17) this.#udp(new Cursor('udp', bytes), bytes, addresses, isFirst);
    else if (protocol === 6) this.#tcp(new Cursor('tcp', bytes), bytes, addresses, isFirst);
    else this.#payload(bytes);
  }

  #udp(cursor: Cursor, bytes: Buffer, addresses: number[], isFirst: boolean): void {
    const sourcePort = cursor.number(2);
    const destinationPort = cursor.number(2);
    const length = cursor.number(2);
    const field = cursor.number(2);
    cursor.must(length >= 8, `a length of ${length}`);
    const message = isFirst ? cursor.rest.subarray(0, length - 8) : cursor.take(length - 8);
    let checksum = verify(17, bytes.subarray(0, length), addresses, isFirst);
    if (field === 0 && !isFirst) checksum = addresses.length === 8 ? 'absent' : 'wrong';
    this.layers.push({ layer: 'udp', sourcePort, destinationPort, length, checksum });
    this.#payload(message);
  }

  #tcp(cursor: Cursor, bytes: Buffer, addresses: number[], isFirst: boolean): void {
    const sourcePort = cursor.number(2);
    const destinationPort = cursor.number(2);
    const sequence = cursor.number(4);
    const acknowledgment = cursor.number(4);
    const words = cursor.number(1) >> 4;
    const flags = cursor.number(1);
    const window = cursor.number(2);
    cursor.take(2);
    const urgentPointer = cursor.number(2);
    cursor.must(words >= 5, `a data offset of ${words}`);
    const options = cursor.take(words * 4 - 20);
    const checksum = verify(6, bytes, addresses, isFirst);
    const numbers = { sourcePort, destinationPort, sequence, acknowledgment, flags, window };
    this.layers.push({ layer: 'tcp', ...numbers, checksum, urgentPointer, options });
    this.#payload(cursor.rest);
  }
}

function verify(protocol: number, bytes: Buffer, addresses: number[], isFirst: boolean): Verdict {
  if (isFirst) return 'unverified';
  const pseudo = [...addresses, 0, protocol, bytes.length >> 8, bytes.length & 255];
  return new Checksum().add(pseudo).add(bytes).value === 0 ? 'ok' : 'wrong';
}

export const decodeFrame = (bytes: Uint8Array) => new Decoder(Buffer.from(bytes)).layers;

class Writer {
  readonly #parts: Buffer[] = [];

  number(value: number, size: number): this {
    const part = Buffer.alloc(size);
    part.writeUIntBE(value, 0, size);
    return this.bytes(part);
  }

  bytes(part: Uint8Array): this {
    this.#parts.push(Buffer.from(part));
    return this;
  }

  mac = (mac: string) => this.bytes(Buffer.from(mac.split(':').join(''), 'hex'));
  ipv4 = (address: string) => this.bytes(Uint8Array.from(address.split('.'), Number));

  get whole(): Buffer {
    return Buffer.concat(this.#parts);
  }
}

export function encapsulate(message: Uint8Array, headers: UdpHeaders): Buffer {
  const { source, destination, ttl, identification } = headers;
  if (message.byteLength > 1500 - 28) throw new RangeError('it does not fit');
  const length = message.byteLength + 8;
  const addresses = new Writer().ipv4(source.address).ipv4(destination.address).whole;
  const ports = new Writer().number(source.port, 2).number(destination.port, 2).number(length, 2);
  const pseudo = [0, 17, length >> 8, length & 255];
  const sum = new Checksum().add(addresses).add(pseudo).add(ports.whole);
  const udp = sum.add([0, 0]).add(message).value || 0xffff;
  const start = new Writer()
    .number(0x4500, 2)
    .number(length + 20, 2)
    .number(identification, 2)
    .number(0, 2)
    .number(ttl, 1)
    .number(17, 1).whole;
  return new Writer()
    .mac(destination.mac)
    .mac(source.mac)
    .number(0x0800, 2)
    .bytes(start)
    .number(new Checksum().add(start).add(addresses).value, 2)
    .bytes(addresses)
    .bytes(ports.whole)
    .number(udp, 2)
    .bytes(message).whole;
}

class EchoHost {
  readonly socket = dgram.createSocket('udp4');

  constructor() {
    this.socket.on('message', (frame, from) => this.#hear(frame, from));
    this.socket.on('error', () => {});
  }

  #hear(frame: Buffer, from: dgram.RemoteInfo): void {
    const answer = this.#answer(frame);
    // Sent from another place in the program's time: the order stays that of the questions.
    if (answer) queueMicrotask(() => this.socket.send(answer, from.port, from.address));
  }

  #answer(frame: Buffer): Buffer | undefined {
    try {
      const [, ip, udp, payload, more] = decodeFrame(frame);
      if (more || ip?.layer !== 'ipv4' || udp?.layer !== 'udp') return undefined;
      if (ip.checksum !== 'ok' || (udp.checksum !== 'ok' && udp.checksum !== 'absent'))
        return undefined;
      const message = payload?.bytes;
      if (!(message instanceof Uint8Array)) return undefined;
      const mac = (at: number) => frame.toString('hex', at, at + 6).replace(/(..)(?!$)/g, '$1:');
      const [address, port] = [String(ip.destination), Number(udp.destinationPort)];
      return encapsulate(message, {
        source: { mac: mac(0), address, port },
        destination: { mac: mac(6), address: String(ip.source), port: Number(udp.sourcePort) },
        ttl: 64,
        identification: Number(ip.identification),
      });
    } catch {
      return undefined;
    }
  }
}

export function startEchoHost(at: { host: string; port: number }): Promise<dgram.Socket> {
  const { socket } = new EchoHost();
  return new Promise((resolve) => socket.bind(at.port, at.host, () => resolve(socket)));
}
