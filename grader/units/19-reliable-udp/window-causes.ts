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
      'odd',
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
