import type { Cause } from '../../vocabulary.ts';
import { times } from './finding.ts';
import { ofRule } from './network-causes.ts';

export const readsClock: Cause = {
  id: 'core-reads-a-clock',
  explain(evidence) {
    const facts = ofRule(evidence, 'clock');
    if (!facts) return undefined;
    return `Every time that your Sender was told here is a whole number of ms since 0, and so are the options: ${facts.wakeAt} does not come of them. It looks like performance.now() or Date.now(). Those go on by themselves, while here an hour may pass in a moment.`;
  },
  next: 'Does your core read a clock? Look for what it takes the time from: it is told it with each call, as `now`.',
  lesson: 'a-core-without-a-socket',
};

export const restartsTimer: Cause = {
  id: 'timer-restarted-per-send',
  explain(evidence) {
    const facts = ofRule(evidence, 'timer');
    if (facts?.restarted !== true) return undefined;
    return `The timer was running for the oldest segment, and was started anew when ${facts.came}. ${/^ACK/.test(String(facts.came)) ? 'That ACK acknowledges nothing that is on its way: only an ACK of something new starts it anew.' : 'A program that goes on sending pushes it away for ever, and what was lost is never sent again.'}`;
  },
  next: 'Which of these rows may restart the timer: a send, or an ACK of something new?',
};

export const countsFromDue: Cause = {
  id: 'counts-from-the-due-time',
  explain(evidence) {
    const facts = ofRule(evidence, 'timer');
    if (facts?.fromDue !== true) return undefined;
    return `The timer was due at ${facts.due} ms, and your Sender was woken late, at ${facts.at}. Its new timeout of ${facts.rto} ms is counted from when it was due. The oldest leaves now, and its answer can only come that much later.`;
  },
  next: 'From which moment does an answer to what is sent here take its time?',
  lesson: 'what-the-grader-plays',
};

export const backsOffAtThird: Cause = {
  id: 'backs-off-at-the-third',
  explain(evidence) {
    const facts = ofRule(evidence, 'timer');
    if (facts?.backedOff !== true) return undefined;
    return `The third duplicate ACK came, and the timer was restarted with ${facts.after} ms, twice the RTO. It restarts with the RTO as it is: ACKs come in, so the network works. Only a timer that runs out doubles it.`;
  },
  next: 'Two things have the oldest sent again. Which of them says that the network may be full?',
  lesson: 'three-duplicate-acks',
};

export const belowMinRto: Cause = {
  id: 'below-min-rto',
  explain(evidence) {
    const facts = ofRule(evidence, 'too-early');
    if (facts?.again !== 'timer' || typeof facts.least !== 'number') return undefined;
    if (Number(facts.ran) >= facts.least) return undefined;
    return `The timer was set at ${facts.setAt} ms, to run for ${facts.ran} ms, and minRtoMs is ${facts.least}. The limits hold for the timeout that the timer is set by, whatever was measured: not only for what a call gives back.`;
  },
  next: 'Which value does your Sender set its timer by, and has that gone through the limits?',
  lesson: 'how-long-to-wait',
};

export const threwOnTheClock: Cause = {
  id: 'threw-on-the-clock',
  explain(evidence) {
    const facts = ofRule(evidence, 'odd');
    if (facts?.threw !== true || facts.method === undefined) return undefined;
    if (/is not written yet/.test(JSON.stringify(evidence.received))) return undefined;
    if (facts.timerOfNothing === true)
      return `${facts.method}() threw, in the last row. Nothing was on its way at that moment, and wakeAt was still set. It is undefined when all is acknowledged: there is nothing that could be sent again.`;
    return `${facts.method}() threw, in the last row. Neither side throws, whatever the network does or the other side says: each call gives back what is to be sent, and a sender that has given up says so by its state.`;
  },
  next: 'What does the line that threw take for granted, and is it so at that moment of the ladder?',
  lesson: 'what-the-grader-plays',
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
