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

export type Sent = 'SYN' | 'SYN,ACK' | 'ACK' | 'data' | 'FIN' | 'RST';

export interface StepResult {
  state: TcpState;
  /** The segments that are sent, in their order. */
  send: Sent[];
  /** Why a call was not served. */
  error?: 'connection already exists' | 'connection does not exist' | 'connection closing';
  /** The timer that is set, or set again, to run from now. */
  timer?: '2MSL';
}

export type Flag = 'SYN' | 'ACK' | 'FIN' | 'RST';
export type End = 'A' | 'B';
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

/** The state that an event leads to, and what is sent (RFC 9293, 3.10). Nothing is remembered. */
export function step(state: TcpState, event: TcpEvent): StepResult {
  switch (event) {
    case 'passive OPEN':
      return state === 'CLOSED' ? to('LISTEN') : refuse(state, 'connection already exists');
    case 'active OPEN':
      if (state === 'CLOSED' || state === 'LISTEN') return to('SYN-SENT', 'SYN');
      return refuse(state, 'connection already exists');
    case 'SEND':
      return send(state);
    case 'CLOSE':
      return close(state);
    case 'ABORT':
      return abort(state);
    case 'timeout 2MSL':
      return to(state === 'TIME-WAIT' ? 'CLOSED' : state);
    case 'rcv RST':
      return reset(state);
    default:
      return arrive(state, event);
  }
}

function send(state: TcpState): StepResult {
  switch (state) {
    case 'CLOSED':
      return refuse(state, 'connection does not exist');
    case 'LISTEN':
      return to('SYN-SENT', 'SYN');
    case 'SYN-SENT':
    case 'SYN-RECEIVED (passive)':
    case 'SYN-RECEIVED (active)':
      return to(state); // it waits in a queue
    case 'ESTABLISHED':
    case 'CLOSE-WAIT':
      return to(state, 'data');
    default:
      return refuse(state, 'connection closing');
  }
}

function close(state: TcpState): StepResult {
  switch (state) {
    case 'CLOSED':
      return refuse(state, 'connection does not exist');
    case 'LISTEN':
    case 'SYN-SENT':
      return to('CLOSED');
    case 'SYN-RECEIVED (passive)':
    case 'SYN-RECEIVED (active)':
    case 'ESTABLISHED':
      return to('FIN-WAIT-1', 'FIN');
    case 'CLOSE-WAIT':
      return to('LAST-ACK', 'FIN');
    default:
      return refuse(state, 'connection closing');
  }
}

function abort(state: TcpState): StepResult {
  switch (state) {
    case 'CLOSED':
      return refuse(state, 'connection does not exist');
    case 'LISTEN':
    case 'SYN-SENT':
    case 'CLOSING':
    case 'LAST-ACK':
    case 'TIME-WAIT':
      return to('CLOSED');
    default:
      return to('CLOSED', 'RST');
  }
}

/** An RST is never answered. A server that listened before goes back to that. */
function reset(state: TcpState): StepResult {
  return to(state === 'LISTEN' || state === 'SYN-RECEIVED (passive)' ? 'LISTEN' : 'CLOSED');
}

type NotReset = Exclude<Arrival, 'rcv RST'>;

function arrive(state: TcpState, event: NotReset): StepResult {
  switch (state) {
    case 'CLOSED':
      return to(state, 'RST');
    case 'LISTEN':
      return event === 'rcv SYN' ? to('SYN-RECEIVED (passive)', 'SYN,ACK') : to(state, 'RST');
    case 'SYN-SENT':
      if (event === 'rcv SYN') return to('SYN-RECEIVED (active)', 'SYN,ACK');
      if (event === 'rcv SYN,ACK') return to('ESTABLISHED', 'ACK');
      return acknowledgesFin(event) ? to(state, 'RST') : to(state);
    case 'SYN-RECEIVED (passive)':
    case 'SYN-RECEIVED (active)':
      if (event === 'rcv SYN') return to(state, 'ACK');
      if (acknowledgesFin(event)) return to(state, 'RST');
      // Each of the others acknowledges our SYN.
      return event === 'rcv SYN,ACK' ? to('ESTABLISHED') : arrive('ESTABLISHED', event);
    default:
      return arriveSynchronized(state, event);
  }
}

/** Both SYNs have been acknowledged. */
function arriveSynchronized(state: TcpState, event: NotReset): StepResult {
  switch (event) {
    case 'rcv ACK of SYN':
      return to(state);
    case 'rcv ACK of FIN':
      return finAcknowledged(state);
    case 'rcv FIN':
      return finArrived(state);
    case 'rcv FIN,ACK of FIN': {
      // The acknowledgment is read first. Where it ends the matter, nobody looks at the FIN.
      const { state: next, send } = finAcknowledged(state);
      return next === 'CLOSED' || send.length > 0 ? to(next, ...send) : finArrived(next);
    }
    default:
      return to(state, 'ACK'); // data; and SYN, which has come before
  }
}

function finAcknowledged(state: TcpState): StepResult {
  switch (state) {
    case 'FIN-WAIT-1':
      return to('FIN-WAIT-2');
    case 'CLOSING':
      return { ...to('TIME-WAIT'), timer: '2MSL' };
    case 'LAST-ACK':
      return to('CLOSED');
    case 'FIN-WAIT-2':
    case 'TIME-WAIT':
      return to(state);
    default:
      return to(state, 'ACK'); // we have sent no FIN: that says where we are
  }
}

function finArrived(state: TcpState): StepResult {
  switch (state) {
    case 'ESTABLISHED':
      return to('CLOSE-WAIT', 'ACK');
    case 'FIN-WAIT-1':
      return to('CLOSING', 'ACK');
    case 'FIN-WAIT-2':
    case 'TIME-WAIT':
      return { ...to('TIME-WAIT', 'ACK'), timer: '2MSL' };
    default:
      return to(state, 'ACK'); // it has come before
  }
}

function acknowledgesFin(event: TcpEvent): boolean {
  return event === 'rcv ACK of FIN' || event === 'rcv FIN,ACK of FIN';
}

function to(state: TcpState, ...send: Sent[]): StepResult {
  return { state, send };
}

function refuse(state: TcpState, error: StepResult['error'] & string): StepResult {
  return { state, send: [], error };
}

/** How many sequence numbers a segment takes: one for each octet of data, for SYN and for FIN. */
export function sequenceLength({ flags, length }: Pick<Segment, 'flags' | 'length'>): number {
  return length + (flags.includes('SYN') ? 1 : 0) + (flags.includes('FIN') ? 1 : 0);
}

/** Whether `a` comes before `b` on the circle of 2**32 numbers: b is less than half a turn ahead. */
export function isBefore(a: number, b: number): boolean {
  const ahead = (b - a) >>> 0;
  return ahead > 0 && ahead < 2 ** 31;
}

/** What is known of one end: its state, and the numbers of the SYN and the FIN that it sent. */
interface Known {
  state: TcpState;
  syn?: number;
  fin?: number;
}

/** The states of both ends after each segment of a conversation that was captured at both. */
export function explain(segments: readonly Segment[], start: Ends): Ends[] {
  const ends: Record<End, Known> = { A: { state: start.A }, B: { state: start.B } };
  return segments.map((segment) => {
    const end = ends[segment.at];
    const events = segment.at === segment.from ? callsBehind(segment, end) : arrivals(segment, end);
    for (const event of events) end.state = step(end.state, event).state;
    return { A: ends.A.state, B: ends.B.state };
  });
}

/** A capture shows no calls, but the segments that they cause. One that is sent again changes nothing. */
function callsBehind(segment: Segment, end: Known): TcpEvent[] {
  const { flags, seq } = segment;
  if (flags.includes('RST')) {
    const isAnswer = end.state === 'CLOSED' || end.state === 'LISTEN' || isOpening(end);
    return isAnswer ? [] : ['ABORT'];
  }
  if (flags.includes('SYN')) {
    end.syn = seq;
    return flags.includes('ACK') ? [] : ['active OPEN'];
  }
  if (!flags.includes('FIN')) return [];
  end.fin = (seq + sequenceLength(segment) - 1) % 2 ** 32;
  return ['CLOSE'];
}

function arrivals({ flags, ack, length }: Segment, end: Known): TcpEvent[] {
  if (flags.includes('RST')) return ['rcv RST'];
  if (flags.includes('SYN') && !flags.includes('ACK')) return ['rcv SYN'];
  if (isOpening(end) && ack !== numberBehind(end.syn)) return []; // it answers another SYN, an old one
  if (flags.includes('SYN')) return ['rcv SYN,ACK'];
  const ofFin = acknowledges(ack, end.fin);
  if (flags.includes('FIN')) return [ofFin ? 'rcv FIN,ACK of FIN' : 'rcv FIN'];
  const acknowledgment = ofFin ? 'rcv ACK of FIN' : 'rcv ACK of SYN';
  return length > 0 ? [acknowledgment, 'rcv data'] : [acknowledgment];
}

/** In SYN-SENT or SYN-RECEIVED: nobody has acknowledged our SYN yet. */
function isOpening({ state }: Known): boolean {
  return state.startsWith('SYN-');
}

/** While only our SYN is on its way, this is the one number that acknowledges it. */
function numberBehind(syn: number | undefined): number | undefined {
  return syn === undefined ? undefined : (syn + 1) % 2 ** 32;
}

function acknowledges(ack: number, number: number | undefined): boolean {
  return number !== undefined && isBefore(number, ack);
}
