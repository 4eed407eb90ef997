import { bothValues, type Cause, type Evidence } from '../../vocabulary.ts';
import { isRecord } from './cells.ts';

interface Moment {
  at: 'A' | 'B';
  arrives: boolean;
  flags: string;
  ack: number;
  octets: number;
  before: string;
  repeats: boolean;
  synNumber: number | undefined;
  finSeq: number | undefined;
  finNumber: number | undefined;
  /** The state of the end at which the segment was seen, and of the other one. */
  expected: string;
  received: string;
  /** Whether the other end was said to be already where the segment leads it once it is there. */
  otherMoved: boolean;
}

function momentOf({ facts = {}, ...evidence }: Evidence): Moment | undefined {
  const { expected, received } = bothValues(evidence) ?? {};
  if (!isRecord(expected) || !isRecord(received) || facts.at === undefined) return undefined;
  const at = facts.at === 'A' ? 'A' : 'B';
  const other = at === 'A' ? 'B' : 'A';
  return {
    at,
    arrives: facts.arrives === true,
    flags: String(facts.flags),
    ack: Number(facts.ack),
    octets: Number(facts.octets),
    before: String(facts.before),
    repeats: facts.repeats === true,
    synNumber: typeof facts.synNumber === 'number' ? facts.synNumber : undefined,
    finSeq: typeof facts.finSeq === 'number' ? facts.finSeq : undefined,
    finNumber: typeof facts.finNumber === 'number' ? facts.finNumber : undefined,
    expected: String(expected[at]),
    received: String(received[at]),
    otherMoved: received[other] !== expected[other] && received[other] === facts.onceThere,
  };
}

function atMoment(id: string, tell: (moment: Moment) => string | undefined, next?: string): Cause {
  return {
    id,
    ...(next ? { next } : {}),
    explain(evidence) {
      const moment = momentOf(evidence);
      return moment && tell(moment);
    },
  };
}

export const noStates: Cause = {
  id: 'no-states',
  explain({ received, facts }) {
    if (facts?.at === undefined || !received || !('text' in received)) return undefined;
    if (!/^no/.test(received.text)) return undefined;
    return 'For each segment the answer has one object with the states of A and of B.';
  },
};

export const oneObject: Cause = {
  id: 'one-object',
  explain({ facts }) {
    if (facts?.alike === undefined) return undefined;
    return `All ${facts.alike} entries say the same: ${facts.last}. An array that holds one object ${facts.alike} times looks like that: whoever changes the object changes every entry, also the first.`;
  },
  next: 'Where is the object made that you put into the answer, and how many are made in all?',
};

export const movesOnSending = atMoment('moves-on-sending', ({ at, arrives, otherMoved }) =>
  arrives || !otherMoved
    ? undefined
    : `${at} has only sent this segment, and the other end was taken to have it. It is still on its way: it arrives where it is seen at the other end, if it does.`,
);

export const everyAckIsOfFin = atMoment('every-ack-is-of-fin', (moment) => {
  const { arrives, before, expected, received, ack, finNumber } = moment;
  if (!arrives || expected !== before || received === expected || finNumber === undefined) return;
  if (!['FIN-WAIT-2', 'TIME-WAIT', 'CLOSED'].includes(received)) return;
  return `This ACK was taken for one of the FIN. It says ${ack}: all numbers before that have arrived. The FIN has the number ${finNumber} itself, so it is not among them.`;
});

export const finAckOverlooked = atMoment('fin-ack-overlooked', (moment) => {
  const { arrives, before, received, ack, finNumber, flags } = moment;
  if (!arrives || before !== 'FIN-WAIT-1' || finNumber === undefined || ack <= finNumber) return;
  if (!flags.includes('FIN') || received === 'TIME-WAIT') return;
  return `This segment carries a FIN, and acknowledges the FIN of this end as well: ${ack} is behind its number, ${finNumber}.`;
});

export const comparesAcksPlainly = atMoment('compares-acks-plainly', (moment) => {
  const { arrives, before, expected, received, ack, finNumber } = moment;
  if (!arrives || expected === before || finNumber === undefined || ack > finNumber) return;
  if (received === expected) return;
  return `The ACK of the FIN was not recognised. The FIN has the number ${finNumber}, and the one after it is ${ack}: the numbers have gone round. Compared with <, it looks like an old one.`;
});

export const oldAckBelieved = atMoment(
  'old-ack-believed',
  ({ arrives, flags, before, expected, received, ack, synNumber }) => {
    if (!arrives || flags.includes('RST') || !flags.includes('ACK')) return undefined;
    if (!before.startsWith('SYN-') || expected !== before || received === before) return undefined;
    if (synNumber === undefined) return undefined;
    const ahead = (ack - synNumber + 2 ** 32) % 2 ** 32;
    if (ahead > 0 && ahead < 2 ** 31)
      return `This segment acknowledges all numbers before ${ack}. The SYN of this end is ${synNumber}, and it has sent nothing behind it: nobody can have seen more of its numbers. It answers another SYN, an old one, and opens nothing.`;
    return `This segment acknowledges all numbers before ${ack}, and the SYN of this end, ${synNumber}, is not among them: it answers another SYN, an old one. It opens nothing.`;
  },
  'Which number has the SYN of this end, and which one acknowledgment can it have brought about?',
);

export const answerIsNoAbort = atMoment(
  'answer-is-no-abort',
  ({ at, arrives, flags, before, expected, received }) => {
    if (arrives || !flags.includes('RST') || expected !== before || received === before) return;
    return `An RST that leaves ${before} is an answer to a segment that does not belong there (rule 19). No program has aborted: ${at} waits on as before.`;
  },
  'What came to this end just before, and which rule of the lesson says what an RST is that leaves?',
);

export const finNumberAtStart = atMoment('fin-number-at-start', (moment) => {
  const { arrives, before, expected, received, ack, finSeq, finNumber } = moment;
  if (!arrives || expected !== before || received === expected) return;
  if (finSeq === undefined || finNumber === undefined || finSeq === finNumber) return;
  return `This ACK was taken for one of the FIN. It says ${ack}. The segment with the FIN began at ${finSeq}, but its octets come first: the FIN itself has the number ${finNumber}.`;
});

export const repeatTakenForNew = atMoment('repeat-taken-for-new', (moment) => {
  const { repeats, before, expected, received } = moment;
  if (!repeats || expected !== before || received === expected) return undefined;
  return `The same segment was there before. It was taken for a new one, and led from ${before} to ${received}.`;
});

export const pieceOverlooked = atMoment('piece-overlooked', (moment) => {
  const { arrives, octets, before, expected, received, ack, finNumber } = moment;
  if (!arrives || octets === 0 || expected === before || received !== before) return undefined;
  if (finNumber === undefined) {
    return 'This segment carries data, and it also acknowledges the SYN, as each segment after the first does.';
  }
  return `This segment carries data, and its acknowledgment was not read: ${ack} is behind the number of the FIN, ${finNumber}.`;
});
