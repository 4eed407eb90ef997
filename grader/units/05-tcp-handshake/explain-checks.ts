import { type Answer, type Check, Failure, same, type Value } from '../../vocabulary.ts';
import { BUILT } from './built.ts';
import { CAPTURED, CAPTURED_WITH_LOSS } from './captured.ts';
import { isRecord } from './cells.ts';
import {
  type Conversation,
  type Ends,
  exchanged,
  renumbered,
  type Seen,
  statesOf,
} from './conversations.ts';
import * as causes from './explain-causes.ts';

type Facts = Record<string, string | number | boolean>;

const STEPS = [
  'three-way-handshake',
  'simultaneous-open',
  'carries-data',
  'closes-first',
  'closes-second',
  'fins-that-meet',
  'answers-repeats',
  'resets',
];

export const explainsCaptures: Check = {
  id: 'explains-captures',
  title: 'captured conversations are explained, segment by segment',
  points: 2,
  needs: [...STEPS, 'counts-numbers'],
  lesson: 'reading-a-capture',
  next: 'What does this segment tell the end it was seen at, and what can the other end know of it?',
  causes: [
    causes.oneObject,
    causes.movesOnSending,
    causes.everyAckIsOfFin,
    causes.finAckOverlooked,
    causes.noStates,
  ],
  async play({ learner }) {
    const conversations = CAPTURED.flatMap((one) => [one, exchanged(one)]);
    const answers = await learner.calls(conversations.map(callOf));
    for (const [i, conversation] of conversations.entries()) judge(answers[i], conversation);
  },
};

export const explainsRepeats: Check = {
  id: 'explains-repeats',
  title: 'so are those with loss, repeats and numbers that wrap',
  points: 2,
  needs: ['orders-numbers', 'explains-captures'],
  lesson: 'reading-a-capture',
  next: 'Which number has the FIN of this end, and is it before the acknowledgment?',
  causes: [
    causes.comparesAcksPlainly,
    causes.oldAckBelieved,
    causes.answerIsNoAbort,
    causes.finNumberAtStart,
    causes.repeatTakenForNew,
    causes.pieceOverlooked,
    causes.noStates,
  ],
  async play({ learner, random }) {
    const all = [...CAPTURED_WITH_LOSS, ...BUILT];
    const number = () => random.integer(0, 65_535) * 65_536 + random.integer(0, 65_535);
    const again = [...CAPTURED, ...all].flatMap((one) => [
      renumbered(one, { A: number(), B: number() }),
      exchanged(renumbered(one, { A: 2 ** 32 - (one.segments[0]?.seq ?? 0) - 1, B: number() })),
    ]);
    const conversations = [...all, ...again];
    const answers = await learner.calls(conversations.map(callOf));
    for (const [i, conversation] of conversations.entries()) judge(answers[i], conversation);
  },
};

function callOf({ segments, start }: Conversation): [string, ...Value[]] {
  return ['explain', segments.map((segment) => ({ ...segment })), { ...start }];
}

/** Fails at the first segment after which an end is in another state than it should be. */
function judge(answer: Answer | undefined, conversation: Conversation): void {
  const { name, segments } = conversation;
  const called = `explain(), with the ${segments.length} segments of "${name}"`;
  if (!answer || answer.error || answer.promised || !Array.isArray(answer.value)) {
    answer?.fail({ text: `an array of ${segments.length} pairs of states` });
    return;
  }
  const { value } = answer;
  const expected = statesOf(conversation);
  const at = expected.findIndex((states, i) => !same(pair(value[i]), states));
  if (at < 0 && value.length === expected.length) return;
  if (at < 0) {
    throw new Failure({
      called,
      expected: { text: `${expected.length} pairs of states, one a segment` },
      received: { text: `${value.length} pairs` },
    });
  }
  const after = `after segment ${at + 1}`;
  throw new Failure({
    called: `${called}\n${story(conversation, at)}`,
    expected: { text: states(expected[at]), value: expected[at], remark: after },
    received: { text: states(pair(value[at])), value: pair(value[at]), remark: after },
    facts: {
      ...factsOf(conversation, at, expected),
      ...allAlike(value.map(pair), conversation),
    },
  });
}

function pair(value: Value): Value {
  return isRecord(value) ? { A: value.A, B: value.B } : value;
}

function states(value: Value): string {
  if (!isRecord(value)) return value === undefined ? 'nothing' : 'no object with A and B';
  return `A ${String(value.A)}, B ${String(value.B)}`;
}

/** The segments around the one in question: those that sent a SYN or a FIN, and the last few. */
function story({ segments, start }: Conversation, at: number): string {
  const lines = segments
    .slice(0, at + 1)
    .map((segment, i) => `${String(i + 1).padEnd(4)}${line(segment)}`);
  const told = lines.filter((text, i) => i > at - 4 || / sent .*(SYN|FIN)/.test(text));
  return [`begins with ${states({ ...start })}`, ...told].join('\n');
}

function line({ at, from, flags, seq, ack, length }: Seen): string {
  const acknowledgment = flags.includes('ACK') ? ` ack=${ack}` : '';
  const octets = length > 0 ? ` ${length} octets` : '';
  const way = at === from ? 'sent' : 'received';
  return `${at} ${way.padEnd(8)} ${flags.join(',').padEnd(7)} seq=${seq}${acknowledgment}${octets}`;
}

/** Whether each entry says the same, and something else than where the conversation began. */
function allAlike(pairs: readonly Value[], { start }: Conversation): Facts {
  const last = pairs.at(-1);
  const alike = pairs.length > 1 && pairs.every((one) => isRecord(one) && same(one, last));
  return alike && !same(last, { ...start }) ? { alike: pairs.length, last: states(last) } : {};
}

/** What is known of the end at which segment `i` was seen, and of what the other makes of it later. */
function factsOf({ segments, start }: Conversation, i: number, expected: readonly Ends[]) {
  const segment = segments[i];
  const before: Record<string, string> = expected[i - 1] ?? start;
  if (!segment) return {};
  const { at, from, flags, seq, ack, length } = segment;
  const earlier = segments.slice(0, i);
  const sent = earlier.filter((one) => one.at === at && one.from === at);
  const syn = sent.findLast((one) => one.flags.includes('SYN'));
  const fin = sent.find((one) => one.flags.includes('FIN'));
  const there = segments.findIndex(
    (one, j) => j > i && one.at !== at && same({ ...one, at }, { ...segment }),
  );
  return {
    at,
    arrives: at !== from,
    flags: flags.join(','),
    ack,
    octets: length,
    before: before[at] ?? '',
    repeats: earlier.some(
      (one) => one.at === at && one.from === from && one.seq === seq && same(one.flags, flags),
    ),
    ...(there < 0 ? {} : { onceThere: expected[there]?.[at === 'A' ? 'B' : 'A'] ?? '' }),
    ...(syn ? { synNumber: syn.seq } : {}),
    ...(fin ? { finSeq: fin.seq, finNumber: (fin.seq + fin.length) % 2 ** 32 } : {}),
  };
}
