import dgram from 'node:dgram';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';

/** What travels in one datagram: a message (data), or the number of the one that is waited for (ack). */
export interface Segment {
  kind: 'data' | 'ack';
  /** 0 to 65535. */
  number: number;
  payload: Uint8Array;
}

export interface Options {
  /** How many segments may be on their way, unacknowledged. 1 is stop-and-wait. */
  window: number;
  /** The number of the first segment; after 65535 comes 0. */
  firstNumber: number;
  /** How often one segment is sent at most, the first time included. */
  mostSends: number;
  /** The retransmission timeout before anything was measured, and its limits, in ms. */
  initialRtoMs: number;
  minRtoMs: number;
  maxRtoMs: number;
}

/** What a datagram meant to a receiver: messages for the program, replies for the network. */
export interface Reception {
  messages: Uint8Array[];
  replies: Uint8Array[];
}

const HEADER = 7;
const KINDS = { data: 1, ack: 2 } as const;
const NUMBERS = 0x1_0000;
const CLOCK_MS = 1;

/** CRC-32 of what follows it (uint32), kind (uint8), number (uint16), payload; big-endian. */
export function encodeSegment({ kind, number, payload }: Segment): Buffer {
  const datagram = Buffer.alloc(HEADER + payload.length);
  datagram.writeUInt8(KINDS[kind], 4);
  datagram.writeUInt16BE(number, 5);
  datagram.set(payload, HEADER);
  datagram.writeUInt32BE(crc32(datagram.subarray(4)), 0);
  return datagram;
}

/** The segment in a datagram; undefined where it is damaged, or is none. */
export function decodeSegment(datagram: Uint8Array): Segment | undefined {
  const bytes = Buffer.from(datagram.buffer, datagram.byteOffset, datagram.byteLength);
  if (bytes.length < HEADER || bytes.readUInt32BE(0) !== crc32(bytes.subarray(4))) return undefined;
  const type = bytes.readUInt8(4);
  const kind = type === KINDS.data ? 'data' : type === KINDS.ack ? 'ack' : undefined;
  return kind && { kind, number: bytes.readUInt16BE(5), payload: bytes.subarray(HEADER) };
}

/** How many steps lead from one number forward to another: 65534 to 1 is 3. */
function distance(from: number, to: number): number {
  return (to - from) & (NUMBERS - 1);
}

/** The retransmission timeout of RFC 6298, in ms. */
export class Rto {
  ms: number;
  readonly #least: number;
  readonly #most: number;
  #smoothed: number | undefined;
  #variation = 0;

  constructor({ initialRtoMs, minRtoMs, maxRtoMs }: Options) {
    this.ms = initialRtoMs;
    this.#least = minRtoMs;
    this.#most = maxRtoMs;
  }

  /** A segment that was sent once has been acknowledged after `rttMs`. Returns the timeout from now on. */
  measured(rttMs: number): number {
    if (this.#smoothed === undefined) {
      this.#smoothed = rttMs;
      this.#variation = rttMs / 2;
    } else {
      this.#variation += (Math.abs(this.#smoothed - rttMs) - this.#variation) / 4;
      this.#smoothed += (rttMs - this.#smoothed) / 8;
    }
    return this.#set(this.#smoothed + Math.max(CLOCK_MS, 4 * this.#variation));
  }

  /** The timeout ran out. Returns the next one. */
  backOff(): number {
    return this.#set(this.ms * 2);
  }

  #set(ms: number): number {
    this.ms = Math.min(Math.max(ms, this.#least), this.#most);
    return this.ms;
  }
}

/** A segment on its way. */
interface Flight {
  number: number;
  datagram: Buffer;
  /** The first time: only what was sent once is measured. */
  sentAt: number;
  sends: number;
}

/** The sending half. Each call returns the datagrams to transmit now; times are in ms. */
export class Sender {
  /** When to call wake(); undefined while nothing is on its way. */
  wakeAt: number | undefined;
  readonly #options: Options;
  readonly #rto: Rto;
  readonly #queue: Uint8Array[] = [];
  readonly #flights: Flight[] = [];
  #next: number;
  #duplicates = 0;
  #failed = false;

  constructor(options: Options) {
    this.#options = options;
    this.#rto = new Rto(options);
    this.#next = options.firstNumber;
  }

  /** idle: all is acknowledged. failed: a segment was sent `mostSends` times in vain. */
  get state(): 'idle' | 'busy' | 'failed' {
    if (this.#failed) return 'failed';
    return this.#flights.length > 0 ? 'busy' : 'idle';
  }

  /** Takes one more message. */
  send(message: Uint8Array, now: number): Uint8Array[] {
    if (this.#failed) return [];
    this.#queue.push(message);
    return this.#fill(now);
  }

  /** A datagram has come from the other side. */
  receive(datagram: Uint8Array, now: number): Uint8Array[] {
    const segment = decodeSegment(datagram);
    const oldest = this.#flights[0];
    if (this.#failed || segment?.kind !== 'ack' || !oldest) return [];
    const count = distance(oldest.number, segment.number);
    if (count === 0) {
      // Each of these came because something else had arrived: behind the oldest, three got through.
      return ++this.#duplicates === 3 ? this.#repeat(oldest, now) : [];
    }
    if (count > this.#flights.length) return []; // of long ago
    const arrived = this.#flights.splice(0, count);
    // Of a segment that was sent twice nobody knows which of the two was acknowledged.
    if (arrived.every(({ sends }) => sends === 1))
      this.#rto.measured(now - (arrived.at(-1)?.sentAt ?? now));
    this.#duplicates = 0;
    this.wakeAt = this.#flights.length > 0 ? now + this.#rto.ms : undefined;
    return this.#fill(now);
  }

  /** The time is `now`. Too early, it does nothing. */
  wake(now: number): Uint8Array[] {
    const oldest = this.#flights[0];
    if (!oldest || this.wakeAt === undefined || now < this.wakeAt) return [];
    this.#rto.backOff();
    const datagrams = this.#repeat(oldest, now);
    this.#failed = datagrams.length === 0;
    if (this.#failed) this.wakeAt = undefined;
    return datagrams;
  }

  /** Sends a segment once more, if it may be sent that often. */
  #repeat(flight: Flight, now: number): Uint8Array[] {
    if (flight.sends >= this.#options.mostSends) return [];
    this.wakeAt = now + this.#rto.ms;
    return [this.#transmit(flight)];
  }

  /** Sends new segments as far as the window reaches. The timer is the oldest one's: it is not restarted. */
  #fill(now: number): Uint8Array[] {
    const datagrams: Uint8Array[] = [];
    while (this.#flights.length < this.#options.window) {
      const payload = this.#queue.shift();
      if (!payload) break;
      const datagram = encodeSegment({ kind: 'data', number: this.#next, payload });
      const flight = { number: this.#next, datagram, sentAt: now, sends: 0 };
      this.#next = (this.#next + 1) % NUMBERS;
      this.#flights.push(flight);
      this.wakeAt ??= now + this.#rto.ms;
      datagrams.push(this.#transmit(flight));
    }
    return datagrams;
  }

  #transmit(flight: Flight): Uint8Array {
    flight.sends++;
    return flight.datagram;
  }
}

/** The receiving half. It has no clock: it only ever answers. */
export class Receiver {
  readonly #window: number;
  readonly #early = new Map<number, Uint8Array>();
  #expected: number;

  constructor({ window, firstNumber }: Options) {
    this.#window = window;
    this.#expected = firstNumber;
  }

  /** A datagram has come: what is delivered now, in order, and what is answered. */
  receive(datagram: Uint8Array): Reception {
    const segment = decodeSegment(datagram);
    if (segment?.kind !== 'data') return { messages: [], replies: [] };
    if (distance(this.#expected, segment.number) < this.#window)
      this.#early.set(segment.number, segment.payload);
    const messages: Uint8Array[] = [];
    for (let next = this.#early.get(this.#expected); next; next = this.#early.get(this.#expected)) {
      messages.push(next);
      this.#early.delete(this.#expected);
      this.#expected = (this.#expected + 1) % NUMBERS;
    }
    // A copy is answered, too: it came because an answer was lost, or late.
    const number = this.#expected;
    return {
      messages,
      replies: [encodeSegment({ kind: 'ack', number, payload: Buffer.alloc(0) })],
    };
  }
}

// From here on it is given: the same core with real sockets and a real clock.

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
  try {
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
    });
  } finally {
    socket.close();
  }
}

/** Messages as they arrive from any number of senders, each with a Receiver of its own, until close(). */
export class Inbox extends Readable {
  readonly #socket = dgram.createSocket('udp4');
  #open = true;

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

  /** No more is taken or answered; what has arrived can still be read. */
  close(): void {
    this.#release();
    this.push(null);
  }

  /** A `for await` that is left destroys its stream: nobody will read, so nothing more is acknowledged. */
  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    this.#release();
    callback(error);
  }

  #release(): void {
    if (this.#open) this.#socket.close();
    this.#open = false;
  }
}

/** Opens an inbox at an address; port 0 lets the kernel choose. */
export function openInbox(address: Address, options: Options): Promise<Inbox> {
  return new Inbox(options).bind(address);
}
