// Right: a ring of slots, one for each place in the window, indexed by numbers that never wrap
import dgram from 'node:dgram';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';

interface Options {
  window: number;
  firstNumber: number;
  mostSends: number;
  initialRtoMs: number;
  minRtoMs: number;
  maxRtoMs: number;
}

type Segment = { kind: 'data' | 'ack'; number: number; payload: Uint8Array };

export function encodeSegment(segment: Segment): Uint8Array {
  const bytes = new Uint8Array(7 + segment.payload.byteLength);
  const view = new DataView(bytes.buffer);
  view.setUint8(4, { data: 1, ack: 2 }[segment.kind]);
  view.setUint16(5, segment.number % 65_536);
  bytes.set(segment.payload, 7);
  view.setUint32(0, crc32(bytes.subarray(4)));
  return bytes;
}

export function decodeSegment(datagram: Uint8Array): Segment | undefined {
  const view = new DataView(datagram.buffer, datagram.byteOffset, datagram.byteLength);
  if (view.byteLength < 7) return undefined;
  if (crc32(datagram.subarray(4)) !== view.getUint32(0)) return undefined;
  switch (view.getUint8(4)) {
    case 1:
      return { kind: 'data', number: view.getUint16(5), payload: datagram.slice(7) };
    case 2:
      return { kind: 'ack', number: view.getUint16(5), payload: datagram.slice(7) };
    default:
      return undefined;
  }
}

/** The count nearest to `near` that has these low 16 bits. */
function unwrap(number: number, near: number): number {
  const low = near & 0xffff;
  let step = number - low;
  if (step > 0x8000) step -= 0x10000;
  if (step < -0x8000) step += 0x10000;
  return near + step;
}

export class Rto {
  private srtt = Number.NaN;
  private rttvar = 0;
  private value: number;
  private readonly options: Options;

  constructor(options: Options) {
    this.options = options;
    this.value = options.initialRtoMs;
  }

  get current(): number {
    return this.value;
  }

  measured(r: number): number {
    if (Number.isNaN(this.srtt)) {
      [this.srtt, this.rttvar] = [r, r / 2];
    } else {
      this.rttvar = (3 * this.rttvar + Math.abs(this.srtt - r)) / 4;
      this.srtt = (7 * this.srtt + r) / 8;
    }
    return this.limit(this.srtt + Math.max(1, 4 * this.rttvar));
  }

  backOff(): number {
    return this.limit(this.value + this.value);
  }

  private limit(ms: number): number {
    if (ms < this.options.minRtoMs) this.value = this.options.minRtoMs;
    else if (ms > this.options.maxRtoMs) this.value = this.options.maxRtoMs;
    else this.value = ms;
    return this.value;
  }
}

export class Sender {
  wakeAt: number | undefined = undefined;
  state: 'idle' | 'busy' | 'failed' = 'idle';
  private readonly waiting: Uint8Array[] = [];
  private readonly datagrams: Uint8Array[];
  private readonly times: Float64Array;
  private readonly sends: Uint32Array;
  private base: number;
  private end: number;
  private asked = 0;
  private readonly rto: Rto;
  private readonly options: Options;

  constructor(options: Options) {
    this.options = options;
    this.rto = new Rto(options);
    this.base = options.firstNumber;
    this.end = options.firstNumber;
    this.datagrams = Array.from({ length: options.window }, () => new Uint8Array());
    this.times = new Float64Array(options.window);
    this.sends = new Uint32Array(options.window);
  }

  send(message: Uint8Array, now: number): Uint8Array[] {
    if (this.state === 'failed') return [];
    this.waiting.push(message);
    return this.fill(now);
  }

  receive(datagram: Uint8Array, now: number): Uint8Array[] {
    if (this.state !== 'busy') return [];
    const ack = decodeSegment(datagram);
    if (ack === undefined || ack.kind !== 'ack') return [];
    const upTo = unwrap(ack.number, this.base);
    if (upTo < this.base || upTo > this.end) return [];
    if (upTo === this.base) return ++this.asked === 3 ? this.repeat(now) : [];
    let once = true;
    for (let at = this.base; at < upTo; at++) once &&= this.sends[at % this.options.window] === 1;
    const sentAt = this.times[(upTo - 1) % this.options.window] ?? now;
    if (once) this.rto.measured(now - sentAt);
    this.base = upTo;
    this.asked = 0;
    this.wakeAt = undefined;
    if (this.base < this.end) this.wakeAt = now + this.rto.current;
    const out = this.fill(now);
    if (this.base === this.end) this.state = 'idle';
    return out;
  }

  wake(now: number): Uint8Array[] {
    if (this.wakeAt === undefined || this.wakeAt > now) return [];
    this.rto.backOff();
    const out = this.repeat(now);
    if (out.length === 0) {
      this.state = 'failed';
      this.wakeAt = undefined;
    }
    return out;
  }

  private repeat(now: number): Uint8Array[] {
    const slot = this.base % this.options.window;
    if (this.sends[slot] === this.options.mostSends) return [];
    this.wakeAt = now + this.rto.current;
    return this.put(slot, now);
  }

  private fill(now: number): Uint8Array[] {
    const out: Uint8Array[] = [];
    while (this.end < this.base + this.options.window) {
      const payload = this.waiting.shift();
      if (payload === undefined) break;
      const slot = this.end % this.options.window;
      this.datagrams[slot] = encodeSegment({ kind: 'data', number: this.end, payload });
      this.sends[slot] = 0;
      out.push(...this.put(slot, now));
      this.end += 1;
      this.state = 'busy';
      if (this.wakeAt === undefined) this.wakeAt = now + this.rto.current;
    }
    return out;
  }

  private put(slot: number, now: number): Uint8Array[] {
    this.times[slot] = now;
    this.sends[slot] = (this.sends[slot] ?? 0) + 1;
    return [this.datagrams[slot] ?? new Uint8Array()];
  }
}

export class Receiver {
  private next: number;
  private readonly slots: (Uint8Array | null)[];

  constructor({ window, firstNumber }: Options) {
    this.next = firstNumber;
    this.slots = Array.from({ length: window }, () => null);
  }

  receive(datagram: Uint8Array): { messages: Uint8Array[]; replies: Uint8Array[] } {
    const segment = decodeSegment(datagram);
    if (segment?.kind !== 'data') return { messages: [], replies: [] };
    const at = unwrap(segment.number, this.next);
    const size = this.slots.length;
    if (at >= this.next && at < this.next + size) this.slots[at % size] = segment.payload;
    const messages: Uint8Array[] = [];
    let payload = this.slots[this.next % size];
    while (payload) {
      messages.push(payload);
      this.slots[this.next % size] = null;
      this.next += 1;
      payload = this.slots[this.next % size];
    }
    const number = this.next;
    return {
      messages,
      replies: [encodeSegment({ kind: 'ack', number, payload: new Uint8Array() })],
    };
  }
}

export interface Address {
  host: string;
  port: number;
}

/** Sends all messages to an inbox; resolves when all are acknowledged, rejects when a segment is given up. */
export async function sendAll(
  messages: readonly Uint8Array[],
  to: Address,
  options: Options,
): Promise<void> {
  const sender = new Sender(options);
  const socket = dgram.createSocket('udp4');
  socket.connect(to.port, to.host);
  await once(socket, 'connect');
  await new Promise<void>((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const transmit = (datagrams: Uint8Array[]) => {
      // What the kernel refuses is lost, as on any other stretch of the way.
      for (const datagram of datagrams) socket.send(datagram, () => {});
      clearTimeout(timer);
      if (sender.state === 'failed') reject(new Error('the other side does not answer'));
      else if (sender.state === 'idle') resolve();
      const { wakeAt } = sender;
      if (wakeAt === undefined) return;
      const wake = () => transmit(sender.wake(performance.now()));
      timer = setTimeout(wake, Math.max(0, wakeAt - performance.now()));
    };
    socket.on('error', () => {});
    socket.on('message', (datagram) => transmit(sender.receive(datagram, performance.now())));
    transmit(messages.flatMap((message) => sender.send(message, performance.now())));
  }).finally(() => socket.close());
}

/** Messages as they arrive from any number of senders, each with a Receiver of its own, until close(). */
export class Inbox extends Readable {
  readonly #socket = dgram.createSocket('udp4');

  /** Use openInbox(). */
  constructor(options: Options) {
    super({ objectMode: true });
    const receivers = new Map<string, Receiver>();
    this.#socket.on('message', (datagram, { address, port }) => {
      const receiver = receivers.get(`${address} ${port}`) ?? new Receiver(options);
      receivers.set(`${address} ${port}`, receiver);
      const { messages, replies } = receiver.receive(datagram);
      for (const reply of replies) this.#socket.send(reply, port, address, () => {});
      for (const message of messages) this.push(message);
    });
  }

  override _read(): void {}

  async bind({ host, port }: Address): Promise<this> {
    this.#socket.bind(port, host);
    await once(this.#socket, 'listening');
    this.#socket.on('error', () => {});
    return this;
  }

  address(): Address {
    const { address, port } = this.#socket.address();
    return { host: address, port };
  }

  close(): void {
    this.#socket.close();
    this.push(null);
  }
}

/** Opens an inbox at an address; port 0 lets the kernel choose. */
export function openInbox(address: Address, options: Options): Promise<Inbox> {
  return new Inbox(options).bind(address);
}
