import type { Call, Fault, Role, Scene, Trace } from '../scene.ts';
import { describeError } from './describe.ts';

const MOST_CALLS = 3000;

/** Something that will happen to one side: a message handed over, a datagram that arrives, a needless wake. */
interface Coming {
  at: number;
  to: Role;
  does: Call['does'];
  bytes?: Buffer;
  nth?: number;
  stray?: number;
  flipped?: number;
}

type Thing = Record<string, unknown>;

/** What the learner's code gave back is not what was asked for. */
class Odd extends Error {}

/** Plays a scene to its end. It is told of the network only; what should come of it, nobody here knows. */
export function playScene(scene: Scene, exports: Record<string, unknown>): Trace {
  const calls: Call[] = [];
  try {
    const play = new Play(scene, exports, calls);
    while (calls.length < MOST_CALLS) if (!play.next()) return { calls, end: 'settled' };
    return { calls, end: 'many' };
  } catch (error) {
    if (error instanceof Odd) return { calls, end: 'odd', odd: error.message };
    const described = describeError(error);
    const { name, message } = described;
    return {
      calls,
      end: 'odd',
      odd: `it threw ${name || 'something that is no Error'}: ${message}`,
      error: described,
    };
  }
}

class Play {
  readonly #scene: Scene;
  readonly #calls: Call[];
  readonly #sides: Record<Role, Thing>;
  readonly #coming: Coming[];
  readonly #faults = new Map<string, Fault[]>();
  readonly #transmitted: Record<Role, number> = { sender: 0, receiver: 0 };
  readonly #hole: Record<Role, number>;
  #now = 0;

  constructor(scene: Scene, exports: Record<string, unknown>, calls: Call[]) {
    this.#scene = scene;
    this.#calls = calls;
    const make = (name: string): Thing => {
      const made = exports[name];
      if (typeof made !== 'function') throw new Odd(`${name} is not exported`);
      return Reflect.construct(made, [{ ...scene.options }]) as Thing;
    };
    this.#sides = { sender: make('Sender'), receiver: make('Receiver') };
    this.#coming = [
      ...scene.messages.map(({ at, hex }): Coming => {
        return { at, to: 'sender', does: 'send', bytes: Buffer.from(hex, 'hex') };
      }),
      ...scene.strays.map(({ at, to, hex }, stray): Coming => {
        return { at, to, does: 'receive', bytes: Buffer.from(hex, 'hex'), stray };
      }),
      ...scene.wakes.map((at): Coming => ({ at, to: 'sender', does: 'wake' })),
    ];
    this.#hole = { sender: Number.POSITIVE_INFINITY, receiver: Number.POSITIVE_INFINITY };
    for (const fault of scene.faults) {
      const key = `${fault.from} ${fault.nth}`;
      if (fault.do === 'black hole')
        this.#hole[fault.from] = Math.min(this.#hole[fault.from], fault.nth);
      else this.#faults.set(key, [...(this.#faults.get(key) ?? []), fault]);
    }
  }

  /** Does what comes next; false where nothing does. Of two at the same time, a datagram is before a timer. */
  next(): boolean {
    const wakeAt = this.#sides.sender.wakeAt;
    if (wakeAt !== undefined && (typeof wakeAt !== 'number' || !Number.isFinite(wakeAt)))
      throw new Odd(`wakeAt is ${String(wakeAt)}`);
    const timer = wakeAt === undefined ? Number.POSITIVE_INFINITY : wakeAt + this.#scene.lateMs;
    let first = 0;
    for (let i = 1; i < this.#coming.length; i++)
      if ((this.#coming[i]?.at ?? 0) < (this.#coming[first]?.at ?? 0)) first = i;
    const coming = this.#coming[first];
    if (coming && coming.at <= timer) {
      this.#coming.splice(first, 1);
      this.#now = coming.at;
      this.#call(coming.to, coming.does, coming);
    } else if (Number.isFinite(timer)) {
      this.#now = Math.max(this.#now, timer);
      this.#call('sender', 'wake');
    } else {
      return false;
    }
    return true;
  }

  #call(to: Role, does: Call['does'], { bytes, nth, stray, flipped }: Partial<Coming> = {}): void {
    const call: Call = { at: this.#now, to, does, out: [] };
    if (nth !== undefined) call.nth = nth;
    if (stray !== undefined) call.stray = stray;
    if (flipped !== undefined) call.flipped = flipped;
    this.#calls.push(call);
    const side = this.#sides[to];
    const method = side[does];
    if (typeof method !== 'function') throw new Odd(`${to}.${does} is ${typeof method}`);
    const args = to === 'receiver' ? [bytes] : bytes ? [bytes, this.#now] : [this.#now];
    const came: unknown = Reflect.apply(method, side, args);
    if (to === 'sender') {
      call.out = this.#transmit(to, came, `${does}() returned`);
      if (typeof side.wakeAt === 'number') call.wakeAt = side.wakeAt;
      call.state = String(side.state);
    } else {
      const { messages, replies } = Object(came) as Thing;
      call.delivers = list(messages, 'receive() returned messages:').map(hex);
      call.out = this.#transmit(to, replies, 'receive() returned replies:');
    }
  }

  /** The network takes a copy of each datagram, as the kernel does. */
  #transmit(from: Role, came: unknown, what: string): string[] {
    return list(came, what).map((datagram) => {
      const nth = this.#transmitted[from]++;
      if (nth < this.#hole[from]) this.#carry(from, nth, Buffer.from(datagram));
      return hex(datagram);
    });
  }

  #carry(from: Role, nth: number, bytes: Buffer): void {
    const faults = this.#faults.get(`${from} ${nth}`) ?? [];
    if (faults.some((fault) => fault.do === 'lose')) return;
    const coming: Coming = {
      at: this.#now + this.#scene.delayMs,
      to: from === 'sender' ? 'receiver' : 'sender',
      does: 'receive',
      bytes,
      nth,
    };
    for (const fault of faults) if (fault.do === 'delay') coming.at += fault.ms;
    for (const fault of faults)
      if (fault.do === 'copy')
        this.#coming.push({ ...coming, at: coming.at + fault.ms, bytes: Buffer.from(bytes) });
    for (const fault of faults)
      if (fault.do === 'flip' && bytes.length > 0) {
        const bit = fault.bit % (bytes.length * 8);
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
        coming.flipped = bit;
      }
    this.#coming.push(coming);
  }
}

function list(came: unknown, what: string): Uint8Array[] {
  if (!Array.isArray(came)) throw new Odd(`${what} ${kind(came)}, not an array`);
  for (const item of came)
    if (!(item instanceof Uint8Array)) throw new Odd(`${what} an array with ${kind(item)} in it`);
  return came;
}

function kind(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (value instanceof Promise) return 'a promise';
  if (value instanceof Uint8Array) return 'bytes';
  return Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
