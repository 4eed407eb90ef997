// Right: explain() without step(), from what each end has sent and heard; results with empty fields

type Numbered = { flags: readonly string[]; length: number };

export function sequenceLength(segment: Numbered): number {
  let numbers = segment.length;
  for (const flag of segment.flags) if (/^(SYN|FIN)$/.test(flag)) numbers += 1;
  return numbers;
}

export function isBefore(a: number, b: number): boolean {
  const steps = BigInt.asUintN(32, BigInt(b) - BigInt(a));
  return steps !== 0n && steps < 0x8000_0000n;
}

const result = (state: string, send = '', error?: string, timer?: string) => ({
  note: 'made by hand',
  state,
  send: send.split(' ').filter(Boolean),
  error,
  timer,
});

const synchronized = 'ESTABLISHED FIN-WAIT-1 FIN-WAIT-2 CLOSE-WAIT CLOSING LAST-ACK TIME-WAIT';
const received = ['SYN-RECEIVED (passive)', 'SYN-RECEIVED (active)'];

export function step(state: string, event: string) {
  const inside = (states: string) => states.split(' ').includes(state);
  const opening = received.includes(state);
  if (event.endsWith('OPEN')) {
    if (state === 'CLOSED' && event === 'passive OPEN') return result('LISTEN');
    if (event === 'active OPEN' && inside('CLOSED LISTEN')) return result('SYN-SENT', 'SYN');
    return result(state, '', 'connection already exists');
  }
  if (/^(SEND|CLOSE|ABORT)$/.test(event) && state === 'CLOSED')
    return result(state, '', 'connection does not exist');
  if (event === 'SEND') {
    if (state === 'LISTEN') return result('SYN-SENT', 'SYN');
    if (state === 'SYN-SENT' || opening) return result(state);
    if (inside('ESTABLISHED CLOSE-WAIT')) return result(state, 'data');
    return result(state, '', 'connection closing');
  }
  if (event === 'CLOSE') {
    if (inside('LISTEN SYN-SENT')) return result('CLOSED');
    if (opening || state === 'ESTABLISHED') return result('FIN-WAIT-1', 'FIN');
    if (state === 'CLOSE-WAIT') return result('LAST-ACK', 'FIN');
    return result(state, '', 'connection closing');
  }
  if (event === 'ABORT')
    return result('CLOSED', inside('LISTEN SYN-SENT CLOSING LAST-ACK TIME-WAIT') ? '' : 'RST');
  if (event === 'timeout 2MSL') return result(state === 'TIME-WAIT' ? 'CLOSED' : state);
  if (event === 'rcv RST')
    return result(state === 'LISTEN' || state === received[0] ? 'LISTEN' : 'CLOSED');
  if (state === 'CLOSED') return result(state, 'RST');
  if (state === 'LISTEN')
    return event === 'rcv SYN' ? result('SYN-RECEIVED (passive)', 'SYN,ACK') : result(state, 'RST');
  const bad = event.includes('ACK of FIN');
  if (state === 'SYN-SENT') {
    if (event === 'rcv SYN') return result('SYN-RECEIVED (active)', 'SYN,ACK');
    if (event === 'rcv SYN,ACK') return result('ESTABLISHED', 'ACK');
    return result(state, bad ? 'RST' : '');
  }
  if (opening) {
    if (bad) return result(state, 'RST');
    if (event === 'rcv SYN') return result(state, 'ACK');
    if (event === 'rcv data') return result('ESTABLISHED', 'ACK');
    return event === 'rcv FIN' ? result('CLOSE-WAIT', 'ACK') : result('ESTABLISHED');
  }
  if (!inside(synchronized)) throw new Error(`${state} is no state`);
  if (/SYN$|SYN,ACK$|data$/.test(event))
    return result(state, event === 'rcv ACK of SYN' ? '' : 'ACK');
  // Which of the two FINs are through, before and after this segment.
  let ours = inside('FIN-WAIT-2 TIME-WAIT');
  let theirs = inside('CLOSE-WAIT CLOSING LAST-ACK TIME-WAIT');
  if (bad && inside('ESTABLISHED CLOSE-WAIT')) return result(state, 'ACK');
  if (bad && state === 'LAST-ACK') return result('CLOSED');
  ours ||= bad && inside('FIN-WAIT-1 CLOSING');
  const fin = /^rcv FIN/.test(event);
  theirs ||= fin;
  const passive = inside('ESTABLISHED CLOSE-WAIT LAST-ACK');
  if (passive) return result(state === 'LAST-ACK' ? state : 'CLOSE-WAIT', 'ACK');
  if (!ours) return result(theirs ? 'CLOSING' : 'FIN-WAIT-1', fin ? 'ACK' : '');
  if (!theirs) return result('FIN-WAIT-2');
  const starts = fin || state !== 'TIME-WAIT';
  return result('TIME-WAIT', fin ? 'ACK' : '', undefined, starts ? '2MSL' : undefined);
}

interface Seen extends Numbered {
  at: 'A' | 'B';
  from: 'A' | 'B';
  seq: number;
  ack: number;
}

/** What one end has done and heard; its state follows from that. */
class Side {
  #begun: string;
  #syn: number | undefined;
  #fin: number | undefined;
  #synAcknowledged = false;
  #finAcknowledged = false;
  #finHeard = false;
  #finHeardFirst = false;
  #synHeard = false;
  #active = false;
  #dead = false;

  constructor(begun: string) {
    this.#begun = begun;
    if (begun !== 'ESTABLISHED') return;
    this.#synHeard = true;
    this.#synAcknowledged = true;
  }

  get state(): string {
    if (this.#dead) return 'CLOSED';
    if (this.#fin !== undefined) {
      if (this.#finHeardFirst) return this.#finAcknowledged ? 'CLOSED' : 'LAST-ACK';
      if (this.#finHeard) return this.#finAcknowledged ? 'TIME-WAIT' : 'CLOSING';
      return this.#finAcknowledged ? 'FIN-WAIT-2' : 'FIN-WAIT-1';
    }
    if (this.#finHeard) return 'CLOSE-WAIT';
    if (this.#synHeard && this.#synAcknowledged) return 'ESTABLISHED';
    if (this.#synHeard) return `SYN-RECEIVED (${this.#active ? 'active' : 'passive'})`;
    return this.#active ? 'SYN-SENT' : this.#begun;
  }

  sends({ flags, seq, length }: Seen): void {
    if (flags.includes('RST')) {
      if (this.#synHeard && this.#synAcknowledged) this.#dead = true;
      return;
    }
    if (flags.includes('SYN')) {
      this.#syn = seq;
      if (!flags.includes('ACK')) this.#active = true;
    }
    if (flags.includes('FIN')) {
      if (this.#fin === undefined) this.#finHeardFirst = this.#finHeard;
      this.#fin = (seq + length) % 2 ** 32;
    }
  }

  hears({ flags, ack }: Seen): void {
    if (flags.includes('RST')) {
      if (this.state === 'SYN-RECEIVED (passive)') this.#synHeard = false;
      else if (this.state !== 'LISTEN') this.#dead = true;
      return;
    }
    if (this.#begun === 'CLOSED' && !this.#active) return;
    if (flags.includes('ACK')) {
      if (this.#syn !== undefined && !this.#synAcknowledged) {
        const whole = this.#synHeard || flags.includes('SYN');
        this.#synAcknowledged = whole && BigInt.asUintN(32, BigInt(ack) - BigInt(this.#syn)) === 1n;
        if (!this.#synAcknowledged) return;
      }
      if (this.#fin !== undefined && isBefore(this.#fin, ack)) this.#finAcknowledged = true;
    }
    if (flags.includes('SYN')) this.#synHeard = true;
    if (flags.includes('FIN')) this.#finHeard = true;
  }
}

export function explain(segments: Seen[], start: { A: string; B: string }) {
  const sides = { A: new Side(start.A), B: new Side(start.B) };
  return segments.map((segment) => {
    const side = sides[segment.at];
    if (segment.at === segment.from) side.sends(segment);
    else side.hears(segment);
    return { B: sides.B.state, A: sides.A.state };
  });
}
