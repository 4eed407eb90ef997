// Right: closures instead of classes; deadlines worked out when they are asked for
import dgram from 'node:dgram';
import { EventEmitter, once } from 'node:events';
import zlib from 'node:zlib';

type Settings = Record<
  'window' | 'firstNumber' | 'mostSends' | 'initialRtoMs' | 'minRtoMs' | 'maxRtoMs',
  number
>;
type Kind = 'data' | 'ack';

export const encodeSegment = (s: { kind: Kind; number: number; payload: Uint8Array }) => {
  const rest = new Uint8Array([
    s.kind === 'data' ? 1 : 2,
    s.number >> 8,
    s.number & 0xff,
    ...s.payload,
  ]);
  const sum = zlib.crc32(rest);
  return new Uint8Array([sum >>> 24, (sum >> 16) & 255, (sum >> 8) & 255, sum & 255, ...rest]);
};

export const decodeSegment = (d: Uint8Array) => {
  if (d.byteLength < 7) return undefined;
  const view = new DataView(d.buffer, d.byteOffset, d.byteLength);
  if (view.getUint32(0) !== zlib.crc32(d.subarray(4))) return undefined;
  const kind = ([undefined, 'data', 'ack'] as const)[view.getUint8(4)];
  if (kind === undefined) return undefined;
  return { kind, number: view.getUint16(5), payload: d.slice(7) };
};

interface RtoLike {
  current(): number;
  measured(ms: number): number;
  backOff(): number;
}

function makeRto({ initialRtoMs, minRtoMs, maxRtoMs }: Settings): RtoLike {
  let current = initialRtoMs;
  let known: { mean: number; spread: number } | null = null;
  const set = (ms: number) => (current = ms < minRtoMs ? minRtoMs : ms > maxRtoMs ? maxRtoMs : ms);
  return {
    current: () => current,
    measured(ms) {
      known = known
        ? {
            spread: 0.75 * known.spread + 0.25 * Math.abs(known.mean - ms),
            mean: 0.875 * known.mean + 0.125 * ms,
          }
        : { mean: ms, spread: ms / 2 };
      return set(known.mean + Math.max(1, 4 * known.spread));
    },
    backOff: () => set(current * 2),
  };
}

export const Rto = makeRto as unknown as new (settings: Settings) => RtoLike;

interface SenderLike {
  readonly wakeAt: number | undefined;
  readonly state: 'idle' | 'busy' | 'failed';
  send(message: Uint8Array, now: number): Uint8Array[];
  receive(datagram: Uint8Array, now: number): Uint8Array[];
  wake(now: number): Uint8Array[];
}

function makeSender(settings: Settings): SenderLike {
  const rto = makeRto(settings);
  // Everything ever handed over; base and next walk through it.
  const all: { bytes: Uint8Array; tries: number; last: number }[] = [];
  let [base, next, same, started, dead] = [0, 0, 0, 0, false];

  const launch = (i: number, now: number): Uint8Array[] => {
    const one = all[i];
    if (!one) return [];
    one.tries += 1;
    one.last = now;
    return [one.bytes];
  };
  const advance = (now: number): Uint8Array[] => {
    const out: Uint8Array[] = [];
    for (; next < all.length && next - base < settings.window; next += 1) {
      if (next === base) started = now;
      out.push(...launch(next, now));
    }
    return out;
  };
  const again = (now: number): Uint8Array[] => {
    if ((all[base]?.tries ?? 0) >= settings.mostSends) return [];
    started = now;
    return launch(base, now);
  };

  return {
    get wakeAt() {
      return dead || base === next ? undefined : started + rto.current();
    },
    get state() {
      return dead ? 'failed' : base < next ? 'busy' : 'idle';
    },
    send(payload, now) {
      if (dead) return [];
      const number = (settings.firstNumber + all.length) % 65_536;
      all.push({ bytes: encodeSegment({ kind: 'data', number, payload }), tries: 0, last: 0 });
      return advance(now);
    },
    receive(datagram, now) {
      const got = decodeSegment(datagram);
      if (dead || base === next || !got || got.kind === 'data') return [];
      const ahead = (got.number - settings.firstNumber - base) & 0xffff;
      if (ahead === 0) {
        same += 1;
        return same === 3 ? again(now) : [];
      }
      if (ahead > next - base) return [];
      const done = all.slice(base, base + ahead);
      base += ahead;
      const newest = done[done.length - 1];
      if (newest && !done.some((one) => one.tries > 1)) rto.measured(now - newest.last);
      same = 0;
      started = now;
      return advance(now);
    },
    wake(now) {
      if (dead || base === next || now < started + rto.current()) return [];
      rto.backOff();
      const out = again(now);
      dead = out.length === 0;
      return out;
    },
  };
}

export const Sender = makeSender as unknown as new (settings: Settings) => SenderLike;

interface ReceiverLike {
  receive(datagram: Uint8Array): { messages: Uint8Array[]; replies: Uint8Array[] };
}

function makeReceiver({ window, firstNumber }: Settings): ReceiverLike {
  let slots: (Uint8Array | undefined)[] = Array.from({ length: window });
  let expected = firstNumber;
  return {
    receive(datagram) {
      const got = decodeSegment(datagram);
      if (got?.kind !== 'data') return { messages: [], replies: [] };
      const slot = (got.number - expected) & 0xffff;
      if (slot < window) slots[slot] = got.payload;
      const gap = slots.indexOf(undefined);
      const ready = gap < 0 ? window : gap;
      const messages = slots.slice(0, ready).filter((bytes) => bytes !== undefined);
      slots = [...slots.slice(ready), ...Array.from({ length: ready }, () => undefined)];
      expected = (expected + ready) % 65_536;
      const reply = encodeSegment({ kind: 'ack', number: expected, payload: new Uint8Array() });
      return { messages, replies: [reply] };
    },
  };
}

export const Receiver = makeReceiver as unknown as new (settings: Settings) => ReceiverLike;

export async function sendAll(
  messages: readonly Uint8Array[],
  to: { host: string; port: number },
  settings: Settings,
): Promise<void> {
  const core = makeSender(settings);
  const socket = dgram.createSocket({ type: 'udp4' });
  const bell = new EventEmitter();
  socket.on('message', (bytes) => put(core.receive(bytes, performance.now())));
  const put = (list: Uint8Array[]) => {
    for (const bytes of list) socket.send(bytes, to.port, to.host);
    bell.emit('changed');
  };
  for (const message of messages) put(core.send(message, performance.now()));
  while (core.state === 'busy') {
    const wait = Math.max(1, (core.wakeAt ?? 0) - performance.now());
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), wait);
    await once(bell, 'changed', { signal: stop.signal }).catch(() => {});
    clearTimeout(timer);
    put(core.wake(performance.now()));
  }
  socket.close();
  if (core.state === 'failed') throw new Error('given up');
}

export async function openInbox(address: { host: string; port: number }, settings: Settings) {
  const socket = dgram.createSocket('udp4').bind(address.port, address.host);
  const cores: Record<string, ReceiverLike> = {};
  const kept: Uint8Array[] = [];
  const bell = new EventEmitter();
  socket.on('message', (bytes, from) => {
    const core = cores[`${from.address}/${from.port}`] ?? makeReceiver(settings);
    cores[`${from.address}/${from.port}`] = core;
    const { messages, replies } = core.receive(bytes);
    for (const reply of replies) socket.send(reply, from.port, from.address);
    kept.push(...messages);
    bell.emit('changed');
  });
  await once(socket, 'listening');
  return {
    address: () => ({ host: socket.address().address, port: socket.address().port }),
    close: () => void socket.close(() => bell.emit('changed')),
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (kept.length === 0) await once(bell, 'changed');
        const first = kept.shift();
        if (first) yield first;
      }
    },
  };
}
