// Right: the sender is a coroutine that is fed events; a linked list of what is on its way
import dgram from 'node:dgram';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';

export type Options = {
  [name in
    | 'window'
    | 'firstNumber'
    | 'mostSends'
    | 'initialRtoMs'
    | 'minRtoMs'
    | 'maxRtoMs']: number;
};

export type Segment = { kind: 'data' | 'ack'; number: number; payload: Uint8Array };

export const encodeSegment = ({ kind, number, payload }: Segment): Buffer => {
  const hex = `0${kind === 'data' ? 1 : 2}${number.toString(16).padStart(4, '0')}`;
  const body = Buffer.concat([Buffer.from(hex, 'hex'), payload]);
  const sum = Buffer.from(crc32(body).toString(16).padStart(8, '0'), 'hex');
  return Buffer.concat([sum, body]);
};

export const decodeSegment = (datagram: Uint8Array): Segment | undefined => {
  const hex = Buffer.from(datagram).toString('hex');
  const [, sum = '', type, number = '', rest = ''] =
    /^(.{8})0([12])(.{4})((?:..)*)$/.exec(hex) ?? [];
  if (Number.parseInt(sum, 16) !== crc32(datagram.subarray(4))) return undefined;
  const payload = Buffer.from(rest, 'hex');
  return { kind: type === '1' ? 'data' : 'ack', number: Number.parseInt(number, 16), payload };
};

export class Rto {
  #options: Options;
  #rtts: [srtt: number, rttvar: number] | [] = [];
  #now: number;

  constructor(options: Options) {
    this.#options = options;
    this.#now = options.initialRtoMs;
  }

  valueOf(): number {
    return this.#now;
  }

  measured(rtt: number): number {
    const [srtt = rtt, rttvar = rtt / 1.5] = this.#rtts; // 3/4 of that is half of it
    const variation = rttvar * 0.75 + Math.abs(rtt - srtt) * 0.25;
    const smooth = srtt * 0.875 + rtt * 0.125;
    this.#rtts = [smooth, variation];
    return this.#set(smooth + (variation * 4 > 1 ? variation * 4 : 1));
  }

  backOff(): number {
    return this.#set(this.#now * 2);
  }

  #set(ms: number): number {
    const { minRtoMs, maxRtoMs } = this.#options;
    this.#now = [minRtoMs, ms, maxRtoMs].sort((a, b) => a - b)[1] ?? ms;
    return this.#now;
  }
}

type Event = { now: number; message?: Uint8Array; ack?: number };
type Link = { number: number; bytes: Buffer; at: number; count: number; next: Link | null };
type Status = { wakeAt: number | undefined; state: 'idle' | 'busy' | 'failed' };

function* protocol(options: Options, status: Status): Generator<Uint8Array[], never, Event> {
  const rto = new Rto(options);
  const backlog: Uint8Array[] = [];
  let number = options.firstNumber;
  let head = null as Link | null;
  let tail = null as Link | null;
  let size = 0;
  let asked = 0;
  let out: Uint8Array[] = [];

  const emit = (link: Link, now: number) => {
    link.at = now;
    link.count += 1;
    out.push(link.bytes);
  };
  const retry = (now: number): boolean => {
    if (!head || head.count >= options.mostSends) return false;
    emit(head, now);
    status.wakeAt = now + Number(rto);
    return true;
  };

  for (;;) {
    const event: Event = yield out;
    const { now } = event;
    out = [];
    if (event.message) {
      backlog.push(event.message);
    } else if (event.ack !== undefined) {
      if (head?.number === event.ack) {
        if (++asked === 3) retry(now);
      } else {
        let last: Link | null = head;
        let clean = true;
        let passed = 1;
        while (last && (last.number + 1) % 65_536 !== event.ack) {
          clean &&= last.count === 1;
          last = last.next;
          passed += 1;
        }
        if (last) {
          if (clean && last.count === 1) rto.measured(now - last.at);
          head = last.next;
          size -= passed;
          asked = 0;
          status.wakeAt = head ? now + Number(rto) : undefined;
        }
      }
    } else if (status.wakeAt !== undefined && status.wakeAt <= now) {
      rto.backOff();
      if (!retry(now)) break;
    }
    while (size < options.window && backlog.length > 0) {
      const payload = backlog.shift() ?? Buffer.alloc(0);
      const bytes = encodeSegment({ kind: 'data', number, payload });
      const link: Link = { number, bytes, at: now, count: 0, next: null };
      if (head && tail) tail.next = link;
      else head = link;
      tail = link;
      size += 1;
      number = (number + 1) % 65_536;
      status.wakeAt ??= now + Number(rto);
      emit(link, now);
    }
    status.state = head ? 'busy' : 'idle';
  }
  status.wakeAt = undefined;
  status.state = 'failed';
  for (;;) yield [];
}

export class Sender implements Status {
  wakeAt: number | undefined;
  state: Status['state'] = 'idle';
  readonly #run: Generator<Uint8Array[], never, Event>;

  constructor(options: Options) {
    this.#run = protocol(options, this);
    this.#run.next();
  }

  send(message: Uint8Array, now: number): Uint8Array[] {
    return this.#run.next({ message, now }).value;
  }

  receive(datagram: Uint8Array, now: number): Uint8Array[] {
    const segment = decodeSegment(datagram);
    return segment?.kind === 'ack' ? this.#run.next({ ack: segment.number, now }).value : [];
  }

  wake(now: number): Uint8Array[] {
    return this.#run.next({ now }).value;
  }
}

export class Receiver {
  readonly #run: Generator<Uint8Array[], never, Segment>;
  #expected: number;

  constructor({ firstNumber, window }: Options) {
    this.#expected = firstNumber;
    this.#run = this.#sort(window);
    this.#run.next();
  }

  /** Keeps the early ones sorted by how far they are ahead. */
  *#sort(window: number): Generator<Uint8Array[], never, Segment> {
    let early: { ahead: number; payload: Uint8Array }[] = [];
    let ready: Uint8Array[] = [];
    for (;;) {
      const { number, payload }: Segment = yield ready;
      const ahead = (number - this.#expected) & 65_535;
      ready = [];
      if (ahead >= window || early.some((other) => other.ahead === ahead)) continue;
      early.push({ ahead, payload });
      early.sort((one, other) => one.ahead - other.ahead);
      while (early[ready.length]?.ahead === ready.length) ready.push(Buffer.alloc(0));
      ready = early.slice(0, ready.length).map((one) => one.payload);
      early = early.slice(ready.length).map((one) => ({ ...one, ahead: one.ahead - ready.length }));
      this.#expected = (this.#expected + ready.length) & 65_535;
    }
  }

  receive(datagram: Uint8Array): { messages: Uint8Array[]; replies: Uint8Array[] } {
    const segment = decodeSegment(datagram);
    if (segment?.kind !== 'data') return { messages: [], replies: [] };
    const messages = this.#run.next(segment).value;
    const payload = new Uint8Array();
    return {
      messages,
      replies: [encodeSegment({ kind: 'ack', number: this.#expected, payload })],
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
