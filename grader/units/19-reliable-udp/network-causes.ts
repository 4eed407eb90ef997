import type { Cause, Evidence } from '../../vocabulary.ts';
import { times } from './finding.ts';

/** The facts of a broken promise, where it is one of these. */
export function ofRule({ facts }: Evidence, ...rules: string[]): Evidence['facts'] {
  return rules.includes(String(facts?.rule)) ? facts : undefined;
}

export const acknowledgesItself: Cause = {
  id: 'acknowledges-its-own-number',
  explain(evidence) {
    if (ofRule(evidence, 'wrong-ack')?.own !== true) return undefined;
    return 'The ACK carries the number of the segment that came. In this protocol, as in TCP, it carries the number of the one that is to come next: then one ACK says that everything before it has arrived.';
  },
};

export const acknowledgesPlusOne: Cause = {
  id: 'acknowledges-what-came-plus-one',
  explain(evidence) {
    const facts = ofRule(evidence, 'wrong-ack');
    if (facts?.plusOne !== true) return undefined;
    const { number, answer, missing } = facts;
    return `ACK ${answer} is the number of what came, DATA ${number}, plus one. That fits as long as all come in order, once. An ACK says what is missing, whatever came: ${missing}.`;
  },
  next: 'Which number is the receiver waiting for when this DATA has come? Does it depend on which DATA that was?',
  lesson: 'stop-and-wait',
};

export const skipsEmpty: Cause = {
  id: 'empty-message-skipped',
  explain(evidence) {
    const facts = ofRule(evidence, 'held-back', 'idle-window', 'deadlock', 'state', 'wrong-number');
    if (facts?.empty !== true) return undefined;
    return 'The message that is missing is the empty one. It has a number and is delivered like any other: no bytes are something else than no message.';
  },
  next: 'Where does your code ask whether there is a message, and what does that question answer for one of 0 bytes?',
  lesson: 'what-the-grader-plays',
};

export const sendsAtOnce: Cause = {
  id: 'does-not-wait',
  explain(evidence) {
    const facts = ofRule(evidence, 'window-overrun');
    if (facts?.window !== 1 || facts.stale === true || facts.duplicate === true) return undefined;
    return 'With a window of 1 nothing new may leave before the last segment is acknowledged. What is handed over meanwhile has to wait in a queue.';
  },
};

export const deadlock: Cause = {
  id: 'waits-for-ever',
  explain(evidence) {
    const facts = ofRule(evidence, 'deadlock');
    if (!facts) return undefined;
    const ack = facts.faults === 'receiver lose';
    const lost = ack
      ? 'The ACK was lost'
      : facts.faults === ''
        ? 'No answer came'
        : 'A datagram was lost';
    return `${lost}. The receiver waits for the sender, the sender waits for the receiver, and no timer is set: neither will ever speak again.`;
  },
};

export const gaveUpEarly: Cause = {
  id: 'gave-up-too-early',
  explain(evidence) {
    const facts = ofRule(evidence, 'gave-up-early');
    if (!facts) return undefined;
    const { sends, most } = facts;
    if (typeof sends !== 'number') return undefined;
    return `The oldest segment had been sent ${times(sends)}, and ${most} are allowed; after the last its timer has to run out, too.`;
  },
};

export const deliversTwice: Cause = {
  id: 'no-de-duplication',
  explain(evidence) {
    if (!ofRule(evidence, 'delivered-twice')) return undefined;
    return 'The message had been delivered, and came again: its ACK was lost or late, or the network made a copy. The program would now act on it twice, such as pay twice. The number tells a copy from the next message.';
  },
};

export const copyNotAnswered: Cause = {
  id: 'copy-not-acknowledged',
  explain(evidence) {
    if (!ofRule(evidence, 'copy-not-answered')) return undefined;
    return 'The copy was dropped, which is right, and not answered. It came because the sender has not heard the ACK: without another one it sends the same segment until it gives up, and you have had the message all the time.';
  },
};

export const staleAckTaken: Cause = {
  id: 'stale-ack-taken',
  explain(evidence) {
    const facts = ofRule(evidence, 'window-overrun', 'state', 'sent-acknowledged', 'wrong-number');
    if (facts?.stale !== true && facts?.duplicate !== true) return undefined;
    return 'That ACK speaks of something that was acknowledged long ago, or was never sent. It was taken for the acknowledgement of what is on its way now. If that is lost, nobody will send it again.';
  },
};

export const endlessRetry: Cause = {
  id: 'endless-retry',
  explain(evidence) {
    const facts = ofRule(evidence, 'endless', 'never-ends');
    if (!facts) return undefined;
    const { sends, most } = facts;
    if (facts.rule === 'endless' && typeof most === 'number' && Number(sends) >= most)
      return `It had been sent ${times(most)}, which is mostSends, and the timer ran out after the last of them as well: that is the end, and not a reason to send it once more. The program that waits has to be told.`;
    return 'No answer came to any of them, and it goes on. Nobody is there: at some point the program that waits has to be told.';
  },
};
