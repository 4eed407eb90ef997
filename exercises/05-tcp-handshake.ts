/** The states of RFC 9293, 3.3.2. How SYN-RECEIVED was reached decides what an RST leads to. */
export type TcpState =
  | 'CLOSED'
  | 'LISTEN'
  | 'SYN-SENT'
  | 'SYN-RECEIVED (passive)'
  | 'SYN-RECEIVED (active)'
  | 'ESTABLISHED'
  | 'FIN-WAIT-1'
  | 'FIN-WAIT-2'
  | 'CLOSE-WAIT'
  | 'CLOSING'
  | 'LAST-ACK'
  | 'TIME-WAIT';

/** A call of the program's. */
type Call = 'passive OPEN' | 'active OPEN' | 'SEND' | 'CLOSE' | 'ABORT';

/** A segment that arrives. */
type Arrival =
  | 'rcv SYN'
  | 'rcv SYN,ACK'
  | 'rcv ACK of SYN'
  | 'rcv data'
  | 'rcv FIN'
  | 'rcv ACK of FIN'
  | 'rcv FIN,ACK of FIN'
  | 'rcv RST';

/** What a state machine of TCP can be told: calls, segments, and the end of TIME-WAIT. */
export type TcpEvent = Call | Arrival | 'timeout 2MSL';

/** A segment that is sent, by what it carries. */
export type Sent = 'SYN' | 'SYN,ACK' | 'ACK' | 'data' | 'FIN' | 'RST';

/** What an event leads to. */
export interface StepResult {
  state: TcpState;
  /** The segments that are sent, in their order. */
  send: Sent[];
  /** Why a call was not served. */
  error?: 'connection already exists' | 'connection does not exist' | 'connection closing';
  /** The timer that is set, or set again, to run from now. */
  timer?: '2MSL';
}

/** The flags that change a state. */
export type Flag = 'SYN' | 'ACK' | 'FIN' | 'RST';
/** The two ends of a conversation. */
export type End = 'A' | 'B';
/** The state of each end. */
export type Ends = Record<End, TcpState>;

/** A segment as a capture at one end shows it. Where `at` is `from` it leaves, else it arrives. */
export interface Segment {
  at: End;
  from: End;
  flags: Flag[];
  seq: number;
  ack: number;
  /** Octets of data. */
  length: number;
}

/**
 * The state that an event leads to, and what is sent (RFC 9293, 3.10). It remembers nothing between
 * two calls, and never throws: a call that cannot be served has an error in its result.
 */
export function step(state: TcpState, event: TcpEvent): StepResult {
  throw new Error('step is not written yet');
}

/** How many sequence numbers a segment takes: one for each octet of data, for SYN and for FIN. */
export function sequenceLength(segment: Pick<Segment, 'flags' | 'length'>): number {
  throw new Error('sequenceLength is not written yet');
}

/** Whether `a` comes before `b`: b is 1 to 2**31 - 1 steps ahead, on the circle of 2**32 numbers. */
export function isBefore(a: number, b: number): boolean {
  throw new Error('isBefore is not written yet');
}

/** The states of both ends after each segment of a conversation that was captured at both. */
export function explain(segments: readonly Segment[], start: Ends): Ends[] {
  throw new Error('explain is not written yet');
}
