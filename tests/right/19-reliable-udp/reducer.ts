// Right: a pure function from state and event to state and output, with thin classes around it
import dgram from 'node:dgram';
import { EventEmitter, on, once } from 'node:events';

interface Options {
  window: number;
  firstNumber: number;
  mostSends: number;
  initialRtoMs: number;
  minRtoMs: number;
  maxRtoMs: number;
}

interface Segment {
  kind: 'data' | 'ack';
  number: number;
  payload: Uint8Array;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crc(bytes: Uint8Array): number {
  return ~bytes.reduce((sum, byte) => (TABLE[(sum ^ byte) & 255] ?? 0) ^ (sum >>> 8), -1) >>> 0;
}

export function encodeSegment({ kind, number, payload }: Segment): Buffer {
  const tail = Buffer.concat([Buffer.of(kind === 'ack' ? 2 : 1, 0, 0), payload]);
  tail.writeUInt16BE(number, 1);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(crc(tail));
  return Buffer.concat([head, tail]);
}

export function decodeSegment(datagram: Uint8Array): Segment | undefined {
  const bytes = Buffer.from(datagram);
  if (bytes.length <= 6) return;
  const tail = bytes.subarray(4);
  if (crc(tail) !== bytes.readUInt32BE()) return;
  if (tail[0] !== 1 && tail[0] !== 2) return;
  const kind = tail[0] === 1 ? 'data' : 'ack';
  return { kind, number: tail.readUInt16BE(1), payload: tail.subarray(3) };
}

interface Timeout {
  ms: number;
  srtt?: number;
  rttvar: number;
}

const clamp = (ms: number, { minRtoMs, maxRtoMs }: Options) =>
  Math.min(maxRtoMs, Math.max(minRtoMs, ms));

function measure({ srtt, rttvar }: Timeout, rtt: number, options: Options): Timeout {
  const spread = srtt === undefined ? rtt / 2 : rttvar - rttvar / 4 + Math.abs(srtt - rtt) / 4;
  const mean = srtt === undefined ? rtt : srtt - srtt / 8 + rtt / 8;
  return { ms: clamp(mean + Math.max(1, 4 * spread), options), srtt: mean, rttvar: spread };
}

export class Rto {
  timeout: Timeout;
  options: Options;
  constructor(options: Options) {
    this.options = options;
    this.timeout = { ms: options.initialRtoMs, rttvar: 0 };
  }
  measured(rtt: number): number {
    this.timeout = measure(this.timeout, rtt, this.options);
    return this.timeout.ms;
  }
  backOff(): number {
    this.timeout = { ...this.timeout, ms: clamp(2 * this.timeout.ms, this.options) };
    return this.timeout.ms;
  }
}

interface Sent {
  readonly segment: Segment;
  readonly at: number;
  readonly times: number;
}

interface State {
  readonly queue: readonly Uint8Array[];
  readonly flying: readonly Sent[];
  readonly number: number;
  readonly repeats: number;
  readonly timeout: Timeout;
  readonly alarm?: number | undefined;
  readonly dead: boolean;
}

type Event =
  | { type: 'message'; message: Uint8Array; now: number }
  | { type: 'ack'; number: number; now: number }
  | { type: 'time'; now: number };

type Step = [State, Segment[]];

function step(state: State, event: Event, options: Options): Step {
  if (state.dead) return [state, []];
  switch (event.type) {
    case 'message':
      return fill({ ...state, queue: [...state.queue, event.message] }, event.now, options);
    case 'ack':
      return onAck(state, event.number, event.now, options);
    case 'time':
      return onTime(state, event.now, options);
  }
}

function fill(state: State, now: number, options: Options, out: Segment[] = []): Step {
  const [payload, ...queue] = state.queue;
  if (!payload || state.flying.length >= options.window) return [state, out];
  const segment: Segment = { kind: 'data', number: state.number, payload };
  const next = {
    ...state,
    queue,
    flying: [...state.flying, { segment, at: now, times: 1 }],
    number: (state.number + 1) & 65_535,
    alarm: state.alarm ?? now + state.timeout.ms,
  };
  return fill(next, now, options, [...out, segment]);
}

function repeat(state: State, now: number, options: Options): Step {
  const [oldest, ...others] = state.flying;
  if (!oldest || oldest.times === options.mostSends) return [state, []];
  const flying = [{ ...oldest, at: now, times: oldest.times + 1 }, ...others];
  return [{ ...state, flying, alarm: now + state.timeout.ms }, [oldest.segment]];
}

function onAck(state: State, number: number, now: number, options: Options): Step {
  const index = state.flying.findIndex(({ segment }) => ((segment.number + 1) & 65_535) === number);
  if (index < 0) {
    if (state.flying[0]?.segment.number !== number) return [state, []];
    const counted = { ...state, repeats: state.repeats + 1 };
    return counted.repeats === 3 ? repeat(counted, now, options) : [counted, []];
  }
  const arrived = state.flying.slice(0, index + 1);
  const flying = state.flying.slice(index + 1);
  const clear = arrived.every(({ times }) => times < 2);
  const rtt = now - (arrived[index]?.at ?? now);
  const timeout = clear ? measure(state.timeout, rtt, options) : state.timeout;
  const alarm = flying.length > 0 ? now + timeout.ms : undefined;
  return fill({ ...state, flying, timeout, alarm, repeats: 0 }, now, options);
}

function onTime(state: State, now: number, options: Options): Step {
  if (state.alarm === undefined || now < state.alarm) return [state, []];
  const timeout = { ...state.timeout, ms: clamp(state.timeout.ms * 2, options) };
  const [next, out] = repeat({ ...state, timeout }, now, options);
  return out.length > 0 ? [next, out] : [{ ...next, dead: true, alarm: undefined }, out];
}

export class Sender {
  #state: State;
  readonly #options: Options;
  constructor(options: Options) {
    this.#options = options;
    this.#state = {
      queue: [],
      flying: [],
      number: options.firstNumber,
      repeats: 0,
      timeout: { ms: options.initialRtoMs, rttvar: 0 },
      dead: false,
    };
  }
  get wakeAt(): number | undefined {
    return this.#state.alarm;
  }
  get state(): 'idle' | 'busy' | 'failed' {
    if (this.#state.dead) return 'failed';
    return this.#state.flying.length === 0 ? 'idle' : 'busy';
  }
  #step(event: Event): Buffer[] {
    const [state, out] = step(this.#state, event, this.#options);
    this.#state = state;
    return out.map(encodeSegment);
  }
  send(message: Uint8Array, now: number): Buffer[] {
    return this.#step({ type: 'message', message, now });
  }
  receive(datagram: Uint8Array, now: number): Buffer[] {
    const segment = decodeSegment(datagram);
    return segment?.kind === 'ack' ? this.#step({ type: 'ack', number: segment.number, now }) : [];
  }
  wake(now: number): Buffer[] {
    return this.#step({ type: 'time', now });
  }
}

export class Receiver {
  #kept: readonly Segment[] = [];
  #number: number;
  readonly #window: number;
  constructor(options: Options) {
    this.#number = options.firstNumber;
    this.#window = options.window;
  }
  receive(datagram: Uint8Array): { messages: Uint8Array[]; replies: Buffer[] } {
    const segment = decodeSegment(datagram);
    const messages: Uint8Array[] = [];
    if (!segment || segment.kind === 'ack') return { messages, replies: [] };
    const ahead = (segment.number + 65_536 - this.#number) % 65_536;
    if (ahead < this.#window) this.#kept = [...this.#kept, segment];
    for (;;) {
      const next = this.#kept.find(({ number }) => number === this.#number);
      if (!next) break;
      messages.push(next.payload);
      this.#kept = this.#kept.filter(({ number }) => number !== next.number);
      this.#number = (this.#number + 1) % 65_536;
    }
    const ack: Segment = { kind: 'ack', number: this.#number, payload: new Uint8Array(0) };
    return { messages, replies: [encodeSegment(ack)] };
  }
}

export function sendAll(
  messages: readonly Uint8Array[],
  { host, port }: { host: string; port: number },
  options: Options,
): Promise<void> {
  const sender = new Sender(options);
  const socket = dgram.createSocket('udp4');
  return new Promise((resolve, reject) => {
    // A clock that ticks, in place of one timer that is set and cleared.
    const tick = setInterval(() => go(sender.wake(performance.now())), 2);
    function go(datagrams: Buffer[]): void {
      for (const datagram of datagrams) socket.send(datagram, port, host);
      if (sender.state === 'busy') return;
      clearInterval(tick);
      if (sender.state === 'failed') reject(new Error('no answer'));
      else resolve();
      setImmediate(() => socket.close());
    }
    socket.on('message', (bytes) => {
      if (sender.state === 'busy') go(sender.receive(bytes, performance.now()));
    });
    const first = messages.flatMap((message) => sender.send(message, performance.now()));
    go(first);
  });
}

export async function openInbox(at: { host: string; port: number }, options: Options) {
  const socket = dgram.createSocket('udp4');
  const receivers = new Map<string, Receiver>();
  const inbox = new EventEmitter();
  // From the start: what arrives before anybody asks is kept by the iterator.
  const arrivals = on(inbox, 'message');
  socket.on('message', (bytes, { address, port }) => {
    const key = JSON.stringify([address, port]);
    const receiver = receivers.get(key) ?? new Receiver(options);
    receivers.set(key, receiver);
    const { messages, replies } = receiver.receive(bytes);
    for (const reply of replies) socket.send(reply, port, address);
    for (const message of messages) inbox.emit('message', message);
  });
  async function* read(): AsyncGenerator<Uint8Array> {
    for await (const [message] of arrivals) yield message;
  }
  socket.bind({ address: at.host, port: at.port });
  await once(socket, 'listening');
  const all = read();
  const bound = { host: socket.address().address, port: socket.address().port };
  return {
    [Symbol.asyncIterator]: () => all,
    address: () => bound,
    close() {
      socket.close();
      void arrivals.return?.();
    },
  };
}
