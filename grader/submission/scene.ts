import type { WireError } from './protocol.ts';

/**
 * A sender and a receiver of the learner's with a network between them, on a clock that only counts:
 * what the network is like, and what the two said and did there. Times are in ms.
 */
export interface Scene {
  /** What both are made with: `new Sender(options)`, `new Receiver(options)`. */
  options: Record<string, number>;
  /** The messages in hex, each handed to the sender at its time. */
  messages: { at: number; hex: string }[];
  /** What a datagram takes from one side to the other, where no fault says otherwise. */
  delayMs: number;
  /** How late the sender is woken, as by a busy machine. */
  lateMs: number;
  /** When it is woken for no reason. */
  wakes: number[];
  /** Datagrams from somebody else that arrive at one side. */
  strays: { at: number; to: Role; hex: string }[];
  faults: Fault[];
}

export type Role = 'sender' | 'receiver';

/** What the network does to the nth datagram (from 0) that one side transmits. */
export type Fault = { from: Role; nth: number } & (
  | { do: 'lose' }
  /** This one is lost, and all that follow. */
  | { do: 'black hole' }
  /** It arrives, and once more so much later. */
  | { do: 'copy'; ms: number }
  /** It takes so much longer. */
  | { do: 'delay'; ms: number }
  /** One bit arrives changed: bit 0 is the highest of the first byte; counted modulo the length. */
  | { do: 'flip'; bit: number }
);

/** One call of the learner's code, and what came of it. */
export interface Call {
  at: number;
  to: Role;
  does: 'send' | 'receive' | 'wake';
  /** Of receive: which datagram of the other side this is, and which bit of it was flipped. */
  nth?: number;
  /** Of receive: which of the strays it is, where it is none of the other side's. */
  stray?: number;
  flipped?: number;
  /** The datagrams that this side transmits now, in hex. */
  out: string[];
  /** Of the receiver: the messages it delivers, in hex. */
  delivers?: string[];
  /** Of the sender, after the call. */
  wakeAt?: number;
  state?: string;
}

/** What came of a scene: every call, and why there is none behind the last. */
export interface Trace {
  calls: Call[];
  /** settled: nothing is on its way and nobody is to be woken. many: too many calls. odd: see `odd`. */
  end: 'settled' | 'many' | 'odd';
  /** What a call threw, or gave back in place of what it should; the last call is that one. */
  odd?: string;
  /** The error, where it threw one: its stack tells the place. */
  error?: WireError;
}
