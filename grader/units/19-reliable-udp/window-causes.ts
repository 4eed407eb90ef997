import type { Cause } from '../../vocabulary.ts';
import { ofRule } from './network-causes.ts';

export const overrunsWindow: Cause = {
  id: 'window-overrun',
  explain(evidence) {
    const facts = ofRule(evidence, 'window-overrun');
    if (!facts || facts.stale === true || facts.duplicate === true) return undefined;
    return `${facts.inFlight} segments were on their way unacknowledged, in a window of ${facts.window}, and one more was sent. The receiver keeps no room for it, and the network may have none either.`;
  },
};

export const stopsAndWaits: Cause = {
  id: 'still-stop-and-wait',
  explain(evidence) {
    const facts = ofRule(evidence, 'idle-window');
    if (!facts) return undefined;
    const { inFlight, window } = facts;
    return `${inFlight} of ${window} segments are on their way, and a message waits in the queue. Each moment in which the window has room and stays empty is lost.`;
  },
};

export const deliversAsTheyCome: Cause = {
  id: 'delivered-out-of-order',
  explain(evidence) {
    if (!ofRule(evidence, 'out-of-order')) return undefined;
    return 'A later message overtook an earlier one on the way, and was delivered first. The network promises no order: it is the numbers that make one.';
  },
};

export const dropsEarly: Cause = {
  id: 'early-segments-dropped',
  explain(evidence) {
    const facts = ofRule(evidence, 'held-back');
    if (typeof facts?.more !== 'number' || facts.more <= 0 || Number(facts.due) < 2)
      return undefined;
    return 'The missing segment has come, and those behind it had come before: they were not kept. They have to cross the network once more, though nothing was wrong with them.';
  },
};

export const keptBeyond: Cause = {
  id: 'kept-beyond-the-window',
  explain(evidence) {
    const facts = ofRule(evidence, 'held-back', 'out-of-order', 'delivered-twice');
    if (typeof facts?.beyond !== 'number') return undefined;
    return `What was delivered in DATA ${facts.beyond} came from elsewhere, when that number was not among the ${facts.window} that the receiver keeps: from the expected one to window − 1 beyond it. No sender that keeps to the window can have sent it.`;
  },
  next: 'Which is the last number that your receiver keeps, counted from the one that it expects?',
  lesson: 'what-the-grader-plays',
};

export const countsBeyond: Cause = {
  id: 'counts-beyond-65535',
  explain(evidence) {
    const { received } = evidence;
    if (!ofRule(evidence, 'odd') || !received || !('text' in received)) return undefined;
    if (!/^it threw RangeError\b.*\b65_?536$/s.test(received.text)) return undefined;
    return 'The number 65536 was to be written into 16 bits, which hold 0 to 65535. After 65535 comes 0: that holds for every number that is counted on, the expected one too.';
  },
  next: 'Which of your numbers are counted on by one, and what does each of them come to after 65535?',
};

export const wrapsEarly: Cause = {
  id: 'counts-modulo-65535',
  explain(evidence) {
    const facts = ofRule(evidence, 'wrong-ack');
    if (facts?.wrapped !== true && facts?.missing !== 0) return undefined;
    if (facts.wrapped !== true && facts.number !== 65_535) return undefined;
    if (Number(facts.answer) !== Number(facts.missing) + 1) return undefined;
    return `The numbers go from 0 to 65535, so there are 65,536 of them. ACK ${facts.answer} is one too far, as it comes of counting modulo 65,535.`;
  },
  next: 'How many numbers do 16 bits make, and which of them follows the last?',
};

export const resendsAll: Cause = {
  id: 'resends-the-window',
  explain(evidence) {
    if (!ofRule(evidence, 'more-than-the-oldest')) return undefined;
    return 'Everything that was not acknowledged was sent again. The receiver keeps what came early, so most of it will be copies; in a network that is already too full they make it fuller.';
  },
  next: 'Which of these may the receiver have already, though its ACK cannot say so?',
  lesson: 'how-long-to-wait',
};

export const comparesPlainly: Cause = {
  id: 'numbers-compared-plainly',
  explain(evidence) {
    const facts = ofRule(
      evidence,
      'held-back',
      'sent-acknowledged',
      'idle-window',
      'state',
      'wrong-ack',
      'wrong-number',
      'malformed',
      'deadlock',
      'gave-up-early',
      'more-than-the-oldest',
      'window-overrun',
      'too-early',
      'endless',
    );
    if (facts?.wrapped !== true) return undefined;
    return 'All went well up to 65535, and not beyond: the number 0 comes after it, and as a plain number it is smaller. Newer is what lies less than half of the circle ahead.';
  },
};

export const answersDamage: Cause = {
  id: 'answers-the-damaged',
  explain(evidence) {
    if (!ofRule(evidence, 'answered-damaged')) return undefined;
    return 'What was damaged, or no DATA at all, was answered. Nobody knows what it was, or whether it was meant for you: an answer to it is a guess. Silence is enough, the timer sees to the rest.';
  },
};
