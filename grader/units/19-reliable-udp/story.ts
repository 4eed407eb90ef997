import type { Call, Scene } from '../../vocabulary.ts';
import { Timer } from './timer.ts';
import { type Read, read, steps } from './wire.ts';

/** What a call means to the sender, and what it did. */
export interface Meaning {
  /** The oldest segment has to be sent again, for this reason. */
  again: 'timer' | 'third' | undefined;
  /** The timer ran out, and the oldest was sent as often as it may be. */
  inVain: boolean;
  /** What came, for the message. */
  came: string;
  /** An ACK of nothing that is on its way. */
  stale: boolean;
  /** An ACK of what was acknowledged before: it asks for the oldest. */
  duplicate: boolean;
  /** How often the oldest was sent again in this call. */
  repeated: number;
  /** An ACK that acknowledges something. */
  news: boolean;
}

/** An ACK that acknowledged nothing: of the oldest on its way, of something else, or while nothing was. */
export interface Heard {
  call: number;
  at: number;
  number: number;
  kind: 'duplicate' | 'other' | 'idle';
}

/** Promises that only some checks look at. */
export interface Strictness {
  /** wakeAt to the ms. */
  timer?: boolean;
  /** A third duplicate ACK has the oldest sent again. */
  third?: boolean;
}

/**
 * What can be known at each point of a scene: what was handed over, sent, acknowledged, received.
 * Messages are counted from 0; `numberOf` gives the number on the wire.
 */
export class Story {
  readonly scene: Scene;
  readonly strict: Strictness;
  readonly window: number;
  readonly most: number;
  readonly #first: number;

  /** How many messages the sender was given, how many it has sent, how many it knows to have arrived. */
  handed = 0;
  next = 0;
  base = 0;
  /** How often each message was sent, when the first time and when the last. */
  readonly sends: number[] = [];
  readonly firstAt: number[] = [];
  readonly sentAt: number[] = [];
  readonly timer: Timer;
  /** ACKs of the base since it became that; how many there were when its timer ran out; whether the third had it sent again; every ACK without news. */
  duplicates = 0;
  duplicatesAtTimer = 0;
  thirdAnswered = false;
  heard: Heard[] = [];
  /** And in all. */
  allDuplicates = 0;
  /** When the sender asked to be woken, before the call that is looked at. */
  wakeAt: number | undefined;
  /** When it came to ask for that. */
  timerSetAt = 0;
  /** What wakeAt was before that. */
  timerBefore: number | undefined;
  gaveUp = false;

  /** How many messages the receiver has in order, and which of those behind. */
  received = 0;
  readonly early = new Set<number>();
  /** What came from beyond the window, and is none of the messages: by its bytes in hex, its number. */
  readonly beyond = new Map<string, number>();
  /** What both sides transmitted, in order. */
  readonly transmitted: Record<Call['to'], Buffer[]> = { sender: [], receiver: [] };

  constructor(scene: Scene, strict: Strictness) {
    this.scene = scene;
    this.strict = strict;
    this.window = scene.options.window ?? 1;
    this.most = scene.options.mostSends ?? 1;
    this.#first = scene.options.firstNumber ?? 0;
    this.timer = new Timer(scene.options);
  }

  get settled(): boolean {
    return this.gaveUp || this.base === this.scene.messages.length;
  }

  numberOf(message: number): number {
    return (this.#first + message) & 0xffff;
  }

  /** Which message a number means, for somebody who is at message `near`. */
  messageOf(number: number, near: number): number {
    return near + steps(this.numberOf(near), number);
  }

  /** The undamaged segment that a call of receive() was given. */
  arrived({ to, nth = 0, stray, flipped }: Call): Read | undefined {
    const bytes =
      stray === undefined
        ? this.transmitted[to === 'sender' ? 'receiver' : 'sender'][nth]
        : Buffer.from(this.scene.strays[stray]?.hex ?? '', 'hex');
    const segment = bytes && flipped === undefined ? read(bytes) : undefined;
    return typeof segment === 'object' ? segment : undefined;
  }

  transmit({ to, out }: Call): void {
    for (const hex of out) this.transmitted[to].push(Buffer.from(hex, 'hex'));
  }
}
