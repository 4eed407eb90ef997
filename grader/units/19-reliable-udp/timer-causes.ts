import type { Cause } from '../../vocabulary.ts';
import { times } from './finding.ts';
import { ofRule } from './network-causes.ts';

export const readsClock: Cause = {
  id: 'core-reads-a-clock',
  explain(evidence) {
    const facts = ofRule(evidence, 'clock');
    if (!facts) return undefined;
    return `Every time that your Sender was told here is a whole number of ms since 0, and so are the options: ${facts.wakeAt} is no sum of them. It looks like performance.now() or Date.now(). Those go on by themselves, while here an hour may pass in a moment.`;
  },
  next: 'Does your core read a clock? Look for what it takes the time from: it is told it with each call, as `now`.',
  lesson: 'a-core-without-a-socket',
};

export const restartsTimer: Cause = {
  id: 'timer-restarted-per-send',
  explain(evidence) {
    const facts = ofRule(evidence, 'timer');
    if (facts?.restarted !== true) return undefined;
    return `The timer was running for the oldest segment, and was started anew when ${facts.came}. A program that goes on sending pushes it away for ever, and what was lost is never sent again.`;
  },
  next: 'Which of these rows may restart the timer: a send, or an ACK of something new?',
};

export const neverDoubles: Cause = {
  id: 'no-back-off',
  explain(evidence) {
    if (ofRule(evidence, 'timer')?.notDoubled !== true) return undefined;
    return 'The timer ran out and was set to the same time again. If the network is slower than was thought, or full, each try makes it worse: the timeout doubles instead.';
  },
  next: 'What is the RTO after the timer has run out once, and after it has run out twice?',
};

export const wokenInVain: Cause = {
  id: 'woken-in-vain',
  explain(evidence) {
    const facts = ofRule(evidence, 'not-again');
    if (!facts) return undefined;
    const { wakeAt, wokenAt } = facts;
    return `Your Sender asked to be woken at ${wakeAt} ms. wake(${wokenAt}) came, and sent nothing. From the time that wakeAt says, and however late, the timer has run out.`;
  },
  next: 'What does your wake() compare with wakeAt: its argument, or a clock? And what if both are the same?',
  lesson: 'what-the-grader-plays',
};

export const measuresRepeats: Cause = {
  id: 'measures-repeats',
  explain(evidence) {
    const facts = ofRule(evidence, 'timer');
    if (facts?.way !== 'repeats' || facts.restarted === true || facts.notDoubled === true)
      return undefined;
    const { number, first, again, sends, rtt, ack, after } = facts;
    const when =
      Number(sends) === 2
        ? `at ${first} and at ${again} ms`
        : `${times(Number(sends))}, at ${first} ms first and at ${again} ms last`;
    return `DATA ${number} was sent ${when}. An RTO of ${after} ms comes of taking ${rtt} ms for the round trip when ACK ${ack} came. Nobody knows which of the sendings that ACK answers, so nothing is measured (Karn).`;
  },
  next: 'To which of its sendings does an ACK belong where a segment was sent more than once? What, then, can be measured?',
};

export const measuresFirst: Cause = {
  id: 'measured-from-the-first',
  explain(evidence) {
    const facts = ofRule(evidence, 'timer');
    if (facts?.way !== 'first of n' || facts.restarted === true || facts.notDoubled === true)
      return undefined;
    const { number, again, last, lastAt, rtt, ack, after } = facts;
    return `An RTO of ${after} ms comes of a round trip of ${rtt} ms, counted from DATA ${number} at ${again} ms. ACK ${ack} acknowledges more than that one: the last is DATA ${last}, sent at ${lastAt} ms, and that is the one it answers.`;
  },
  next: 'Which of the segments had to arrive before the receiver could send this ACK?',
  lesson: 'what-the-grader-plays',
};
