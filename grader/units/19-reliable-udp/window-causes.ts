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

export const onFirstDuplicate: Cause = {
  id: 'again-at-first-duplicate',
  explain(evidence) {
    const facts = ofRule(evidence, 'too-early');
    const duplicates = Number(facts?.duplicates);
    if (!facts || facts.again === 'timer' || duplicates < 1 || Number(facts.all) > 2)
      return undefined;
    return `${duplicates === 1 ? 'One duplicate ACK' : 'Two duplicate ACKs'} may mean that two datagrams changed places, which is no loss. Only the third is taken for one.`;
  },
};

export const resendsAll: Cause = {
  id: 'resends-the-window',
  explain(evidence) {
    if (!ofRule(evidence, 'more-than-the-oldest')) return undefined;
    return 'Everything that was not acknowledged was sent again. The receiver keeps what came early, so most of it will be copies; in a network that is already too full they make it fuller.';
  },
};

export const restartsTimer: Cause = {
  id: 'timer-restarted-per-send',
  explain(evidence) {
    const facts = ofRule(evidence, 'timer');
    if (facts?.restarted !== true) return undefined;
    return `The timer was running for the oldest segment, and was started anew when ${facts.came}. A program that goes on sending pushes it away for ever, and what was lost is never sent again.`;
  },
};

export const neverDoubles: Cause = {
  id: 'no-back-off',
  explain(evidence) {
    if (ofRule(evidence, 'timer')?.notDoubled !== true) return undefined;
    return 'The timer ran out and was set to the same time again. If the network is slower than was thought, or full, each try makes it worse: the timeout doubles instead.';
  },
};

export const measuresRepeats: Cause = {
  id: 'measures-repeats',
  explain(evidence) {
    if (ofRule(evidence, 'timer')?.ambiguous !== true) return undefined;
    return 'The time since a segment was sent again was taken for a round trip. Nobody knows to which of the two this ACK is the answer: measured from the second, the answer to the first looks far too quick. Such segments are not measured (Karn).';
  },
};

export const noThird: Cause = {
  id: 'waits-for-the-timer',
  explain(evidence) {
    if (!ofRule(evidence, 'no-third')) return undefined;
    return 'Three ACKs in a row asked for the same segment, and each was sent because another one had come. The oldest is very likely lost, and there is no need to wait for the timer.';
  },
};

export const countsForEver: Cause = {
  id: 'duplicates-of-another-segment-counted',
  explain(evidence) {
    const facts = ofRule(evidence, 'too-early', 'no-third');
    if (!facts || facts.again === 'timer' || Number(facts.duplicates) > 2) return undefined;
    const few = ['None', 'Only one', 'Only two'][Number(facts.duplicates)];
    return `${few} of the duplicate ACKs so far asked for this segment; the others asked for one that has arrived since. The count begins anew with each segment that becomes the oldest.`;
  },
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
