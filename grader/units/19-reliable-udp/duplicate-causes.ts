import type { Cause } from '../../vocabulary.ts';
import { times } from './finding.ts';
import { ofRule } from './network-causes.ts';

/** Of the oldest sent again at an ACK, and not by its timer: what was heard until then. */
function atAnAck(evidence: Parameters<Cause['explain']>[0]) {
  const facts = ofRule(evidence, 'too-early');
  return facts && facts.again !== 'timer' ? facts : undefined;
}

export const oldAcksCounted: Cause = {
  id: 'old-acks-counted',
  explain(evidence) {
    const facts = atAnAck(evidence);
    if (!facts || Number(facts.others) === 0) return undefined;
    const last = facts.duplicate !== true;
    if (!last && Number(facts.heard) !== 3) return undefined;
    const { other, otherAt, oldest } = facts;
    if (facts.idle === true)
      return `ACK ${other} came at ${otherAt} ms, when DATA ${oldest} had not been sent: it can ask for nothing. It is no duplicate, and does not count.`;
    return `ACK ${other}, which came at ${otherAt} ms, is no duplicate: the oldest on its way is DATA ${oldest}. It was late, or is a copy or a stranger's, and tells nothing of DATA ${oldest}.`;
  },
  next: 'How many steps is it from the number of the oldest on its way to the number of this ACK, and what does that count mean?',
  lesson: 'what-the-grader-plays',
};

export const onFirstDuplicate: Cause = {
  id: 'again-at-first-duplicate',
  explain(evidence) {
    const facts = atAnAck(evidence);
    if (facts?.duplicate !== true || Number(facts.heard) > 2 || Number(facts.all) > 2)
      return undefined;
    const few = facts.duplicates === 1 ? 'One duplicate ACK' : 'Two duplicate ACKs';
    return `${few} may mean that two datagrams changed places, or that the network made a copy, which is no loss. Only the third is taken for one.`;
  },
  next: 'How many times must the same number be heard before it is likelier that the oldest is lost than that it is late?',
  lesson: 'three-duplicate-acks',
};

export const countsForEver: Cause = {
  id: 'duplicates-of-another-segment-counted',
  explain(evidence) {
    const facts = atAnAck(evidence);
    const mine = Number(facts?.duplicates);
    if (facts?.duplicate !== true || mine > 2 || Number(facts.all) <= mine) return undefined;
    const few = mine === 1 ? 'Only one' : 'Only two';
    return `${few} of the duplicate ACKs so far asked for this segment; the others asked for one that has arrived since. The count begins anew with each segment that becomes the oldest.`;
  },
  next: 'When another segment becomes the oldest, what do the duplicates of the last one say about it?',
  lesson: 'what-the-grader-plays',
};

export const resetByTimer: Cause = {
  id: 'duplicates-reset-by-the-timer',
  explain(evidence) {
    const missing = ofRule(evidence, 'no-third');
    const facts = missing ?? atAnAck(evidence);
    const before = Number(missing?.atTimer ?? 0);
    if (missing && (before === 0 || before > 2)) return undefined;
    if (!missing && (facts?.duplicate !== true || facts.sinceTimer !== 3)) return undefined;
    return missing
      ? `${before === 1 ? 'One duplicate ACK' : 'Two duplicate ACKs'} came before the timer ran out, and the third after it. The timer does not set the count back: only an ACK of something new does.`
      : 'This is the third duplicate ACK since the timer ran out, but there were others before. The timer does not set the count back: only an ACK of something new does.';
  },
  next: 'What sets your count of duplicates back to 0? List the places, and hold them against item 4.',
  lesson: 'what-the-grader-plays',
};

export const eachThird: Cause = {
  id: 'again-after-the-third',
  explain(evidence) {
    const facts = atAnAck(evidence);
    if (facts?.duplicate !== true || Number(facts.duplicates) <= 3) return undefined;
    if (facts.thirdAnswered !== true)
      return `The third duplicate ACK came at ${facts.thirdAt} ms, and nothing was sent then. At the third, and only then, the oldest is sent again.`;
    return `The third duplicate was answered at ${facts.thirdAt} ms. Those behind it were caused by segments that had been sent before that: duplicate ${facts.duplicates} says nothing of the copy that is on its way now. If that is lost too, the timer sees to it.`;
  },
  next: 'Which DATA caused this duplicate ACK, and had it left before or after the oldest was sent again?',
  lesson: 'what-the-grader-plays',
};

export const thirdBeyondMost: Cause = {
  id: 'third-beyond-most-sends',
  explain(evidence) {
    const facts = atAnAck(evidence);
    if (facts?.duplicate !== true || facts.duplicates !== 3) return undefined;
    if (Number(facts.sends) < Number(facts.most)) return undefined;
    return `This is the third duplicate ACK, and the oldest had been sent ${times(Number(facts.sends))}: mostSends is ${facts.most}. It is a bound for every sending, whatever caused it.`;
  },
  next: 'Which of your ways to send a segment again asks how often it was sent?',
  lesson: 'what-the-grader-plays',
};

export const noThird: Cause = {
  id: 'waits-for-the-timer',
  explain(evidence) {
    if (!ofRule(evidence, 'no-third')) return undefined;
    return 'Three ACKs in a row asked for the same segment, and each was sent because another one had come. The oldest is very likely lost, and there is no need to wait for the timer.';
  },
  next: 'Three times the same ACK: what does each of them say has arrived, and what has not?',
};
