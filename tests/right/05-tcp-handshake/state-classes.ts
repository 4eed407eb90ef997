// Right: a class for each state, which answers the events it knows

type Result = { state: string; send: string[]; error?: string; timer?: '2MSL' };

const go = (state: string, ...send: string[]): Result => ({ state, send });

/** What holds in a state that does not say otherwise. */
abstract class State {
  abstract readonly name: string;

  stay(...send: string[]): Result {
    return go(this.name, ...send);
  }

  refuse(error: string): Result {
    return { ...this.stay(), error: `connection ${error}` };
  }

  'passive OPEN'(): Result {
    return this.refuse('already exists');
  }
  'active OPEN'(): Result {
    return this.refuse('already exists');
  }
  SEND(): Result {
    return this.refuse('closing');
  }
  CLOSE(): Result {
    return this.refuse('closing');
  }
  ABORT(): Result {
    return go('CLOSED', 'RST');
  }
  'rcv SYN'(): Result {
    return this.stay('ACK');
  }
  'rcv SYN,ACK'(): Result {
    return this.stay('ACK');
  }
  'rcv ACK of SYN'(): Result {
    return this.stay();
  }
  'rcv data'(): Result {
    return this.stay('ACK');
  }
  'rcv FIN'(): Result {
    return this.stay('ACK');
  }
  'rcv ACK of FIN'(): Result {
    return this.stay();
  }
  'rcv FIN,ACK of FIN'(): Result {
    const first = this['rcv ACK of FIN']();
    if (first.state === 'CLOSED' || first.send.length > 0) return first;
    return stateOf(first.state)['rcv FIN']();
  }
  'rcv RST'(): Result {
    return go('CLOSED');
  }
  'timeout 2MSL'(): Result {
    return this.stay();
  }
}

class Closed extends State {
  name = 'CLOSED';
  override 'passive OPEN'() {
    return go('LISTEN');
  }
  override 'active OPEN'() {
    return go('SYN-SENT', 'SYN');
  }
  override SEND() {
    return this.refuse('does not exist');
  }
  override CLOSE() {
    return this.refuse('does not exist');
  }
  override ABORT() {
    return this.refuse('does not exist');
  }
  override 'rcv SYN'() {
    return this.stay('RST');
  }
  override 'rcv SYN,ACK'() {
    return this.stay('RST');
  }
  override 'rcv ACK of SYN'() {
    return this.stay('RST');
  }
  override 'rcv data'() {
    return this.stay('RST');
  }
  override 'rcv FIN'() {
    return this.stay('RST');
  }
  override 'rcv ACK of FIN'() {
    return this.stay('RST');
  }
}

class Listen extends Closed {
  override name = 'LISTEN';
  override 'passive OPEN'() {
    return this.refuse('already exists');
  }
  override SEND() {
    return this['active OPEN']();
  }
  override CLOSE() {
    return go('CLOSED');
  }
  override ABORT() {
    return go('CLOSED');
  }
  override 'rcv SYN'() {
    return go('SYN-RECEIVED (passive)', 'SYN,ACK');
  }
  override 'rcv RST'() {
    return this.stay();
  }
}

class SynSent extends State {
  name = 'SYN-SENT';
  override SEND() {
    return this.stay();
  }
  override CLOSE() {
    return go('CLOSED');
  }
  override ABORT() {
    return go('CLOSED');
  }
  override 'rcv SYN'() {
    return go('SYN-RECEIVED (active)', 'SYN,ACK');
  }
  override 'rcv SYN,ACK'() {
    return go('ESTABLISHED', 'ACK');
  }
  override 'rcv data'() {
    return this.stay();
  }
  override 'rcv FIN'() {
    return this.stay();
  }
  override 'rcv ACK of FIN'() {
    return this.stay('RST');
  }
}

class Established extends State {
  name = 'ESTABLISHED';
  override SEND() {
    return this.stay('data');
  }
  override CLOSE() {
    return go('FIN-WAIT-1', 'FIN');
  }
  override 'rcv FIN'() {
    return go('CLOSE-WAIT', 'ACK');
  }
  override 'rcv ACK of FIN'() {
    return this.stay('ACK');
  }
}

class SynReceived extends Established {
  override name: string;
  constructor(how: 'passive' | 'active') {
    super();
    this.name = `SYN-RECEIVED (${how})`;
  }
  override SEND() {
    return this.stay();
  }
  override 'rcv SYN,ACK'() {
    return go('ESTABLISHED');
  }
  override 'rcv ACK of SYN'() {
    return go('ESTABLISHED');
  }
  override 'rcv data'() {
    return go('ESTABLISHED', 'ACK');
  }
  override 'rcv ACK of FIN'() {
    return this.stay('RST');
  }
  override 'rcv RST'() {
    return go(this.name.includes('passive') ? 'LISTEN' : 'CLOSED');
  }
}

class FinWait1 extends State {
  name = 'FIN-WAIT-1';
  override 'rcv FIN'() {
    return go('CLOSING', 'ACK');
  }
  override 'rcv ACK of FIN'() {
    return go('FIN-WAIT-2');
  }
}

class FinWait2 extends State {
  name = 'FIN-WAIT-2';
  override 'rcv FIN'(): Result {
    return { ...go('TIME-WAIT', 'ACK'), timer: '2MSL' };
  }
}

class CloseWait extends Established {
  override name = 'CLOSE-WAIT';
  override CLOSE() {
    return go('LAST-ACK', 'FIN');
  }
}

class Leaving extends State {
  name: string;
  readonly #after: Result;
  constructor(name: string, after: Result) {
    super();
    this.name = name;
    this.#after = after;
  }
  override ABORT() {
    return go('CLOSED');
  }
  override 'rcv ACK of FIN'() {
    return { ...this.#after };
  }
}

class TimeWait extends Leaving {
  constructor() {
    super('TIME-WAIT', go('TIME-WAIT'));
  }
  override 'rcv FIN'(): Result {
    return { ...this.stay('ACK'), timer: '2MSL' };
  }
  override 'timeout 2MSL'() {
    return go('CLOSED');
  }
}

const STATES = [
  new Closed(),
  new Listen(),
  new SynSent(),
  new SynReceived('passive'),
  new SynReceived('active'),
  new Established(),
  new FinWait1(),
  new FinWait2(),
  new CloseWait(),
  new Leaving('CLOSING', { ...go('TIME-WAIT'), timer: '2MSL' }),
  new Leaving('LAST-ACK', go('CLOSED')),
  new TimeWait(),
];

function stateOf(name: string): State {
  const state = STATES.find((one) => one.name === name);
  if (!state) throw new RangeError(`no state is called ${name}`);
  return state;
}

type Event = Exclude<keyof State, 'name' | 'stay' | 'refuse'>;

export function step(state: string, event: Event): Result {
  return stateOf(state)[event]();
}

export function sequenceLength({ flags, length }: { flags: string[]; length: number }): number {
  return flags.reduce((sum, flag) => sum + Number(flag === 'SYN' || flag === 'FIN'), length);
}

export function isBefore(a: number, b: number): boolean {
  return a < b ? b - a < 0x80000000 : a - b > 0x80000000;
}

interface Seen {
  at: string;
  from: string;
  flags: string[];
  seq: number;
  ack: number;
  length: number;
}

/** Reads a capture as one end after the other; each keeps a list of its states. */
export function explain(segments: Seen[], start: Record<string, string>) {
  const read = (end: string) => {
    let state = start[end] ?? 'CLOSED';
    let syn: number | undefined;
    let fin: number | undefined;
    return segments.map(({ at, from, flags, seq, ack, length }) => {
      const [SYN, ACK, FIN, RST] = ['SYN', 'ACK', 'FIN', 'RST'].map((flag) => flags.includes(flag));
      const events: Event[] = [];
      if (at === end && from === end) {
        if (SYN) syn = seq;
        if (FIN) fin = (seq + length) % 4294967296;
        if (SYN && !ACK) events.push('active OPEN');
        if (FIN) events.push('CLOSE');
        if (RST && state !== 'CLOSED' && state !== 'LISTEN' && !state.startsWith('SYN-'))
          events.push('ABORT');
      } else if (at === end) {
        const acknowledges = (number?: number) => number !== undefined && isBefore(number, ack);
        const opens = syn !== undefined && ((ack - syn) | 0) === 1;
        if (RST) events.push('rcv RST');
        else if (SYN && ACK && opens) events.push('rcv SYN,ACK');
        else if (SYN && !ACK) events.push('rcv SYN');
        else if (!SYN && (!state.startsWith('SYN-') || opens)) {
          const ours = acknowledges(fin);
          events.push(ours && !FIN ? 'rcv ACK of FIN' : 'rcv ACK of SYN');
          if (length > 0) events.push('rcv data');
          if (FIN) events.push(ours ? 'rcv FIN,ACK of FIN' : 'rcv FIN');
        }
      }
      for (const event of events) state = step(state, event).state;
      return state;
    });
  };
  const [a, b] = ['A', 'B'].map(read);
  return segments.map((_, i) => ({ A: a?.[i], B: b?.[i] }));
}
