import { bothBytes, type Cause, countBytes, type Evidence } from '../../vocabulary.ts';
import { the } from './memory-causes.ts';

/** Causes that show in one pair that is read on both sides. Of those that ended the process, others tell. */

export const connectsLate: Cause = {
  id: 'connects-late',
  explain({ facts, ended }) {
    if (ended || facts?.connects !== 'late') return undefined;
    return 'The relay connected to the target only when the client had sent a byte. A server that speaks first (SMTP, FTP, SSH) then has nobody to speak to, and a client that waits for its greeting waits for ever.';
  },
};

export const onePairAtATime: Cause = {
  id: 'one-pair-at-a-time',
  explain({ facts, ended }) {
    if (ended || facts?.connects !== 'never' || typeof facts.whileOpen !== 'string')
      return undefined;
    return `${facts.name} was accepted, and no connection to the target was made for it while ${facts.whileOpen} was connected. It waits for a conversation to end that is not its own.`;
  },
};

export const keepsUntilFin: Cause = {
  id: 'keeps-until-fin',
  explain({ facts }) {
    if (facts?.atFin !== true) return undefined;
    return 'Nothing went on until the grader sent FIN; then all of it did. A conversation is over before its first word has arrived, and a long stream has to fit into your memory.';
  },
};

export const waitsForADrain: Cause = {
  id: 'waits-for-a-drain',
  explain(evidence) {
    const { facts } = evidence;
    if (evidence.ended || facts?.atFin !== false || typeof facts.passedBefore !== 'number')
      return undefined;
    if (facts.passedBefore === 0 || facts.ending !== 'open') return undefined;
    return `${countBytes(facts.passedBefore)} had gone on in this direction; then nothing more did. So few bytes fill no buffer: write() said true. 'drain' comes only after a write() that said false, and whoever waits for it after each write waits for ever.`;
  },
};

export const decodedOnTheWay: Cause = {
  id: 'decoded-on-the-way',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || !received?.includes('\ufffd') || expected.includes('\ufffd')) return undefined;
    return 'ef bf bd is U+FFFD (�), which a decoder puts where bytes make no character. The relay turned the bytes into a string on their way. It knows nothing of what they mean, and has to leave them as they are.';
  },
};

export const stoppedEarly: Cause = {
  id: 'stopped-early',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || !received || received.length >= expected.length) return undefined;
    if (evidence.ended || evidence.facts?.ending !== 'open' || received.length === 0)
      return undefined;
    if (!expected.subarray(0, received.length).equals(received)) return undefined;
    return `${countBytes(received.length)} are right, and then the relay carried nothing more, though ${the(evidence.facts.name)} read on. An event tells that something has arrived, and not how much: what is left after it was handled waits for an event that need not come.`;
  },
};

export const bytesOfAnotherPair: Cause = {
  id: 'bytes-of-another-pair',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    const own = /client \d+/.exec(expected?.toString('latin1') ?? '')?.[0];
    const names = [...(received?.toString('latin1').matchAll(/client \d+(?=>)/g) ?? [])];
    const other = names.map(([name]) => name).find((name) => name !== own);
    if (!own || !other) return undefined;
    return `What belongs to ${other} arrived in the conversation of ${own}. Each client has a connection to the target of its own; what is kept for one pair must not stand where all of them share it.`;
  },
};

export const finEndedBothWays: Cause = {
  id: 'fin-ended-both-ways',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    const { finFrom, ending } = evidence.facts ?? {};
    if (evidence.ended || finFrom === undefined || ending === 'open') return undefined;
    if (!expected || !received || received.length >= expected.length) return undefined;
    return `The ${finFrom} had sent FIN: nothing more would come from there. Then the relay ended the other direction too, towards the ${finFrom}, while bytes for it were still to come. A Node socket answers a FIN with its own unless it is told that half-open connections are allowed.`;
  },
};

/** Causes that show in how a pair ended. */

export const resetBecameFin: Cause = {
  id: 'reset-became-fin',
  explain({ facts, ended }) {
    if (ended || facts?.wantsReset !== true || facts.ending !== 'fin') return undefined;
    return `A FIN went to ${the(facts.name)}, which means: you have got all there is. So a stream that was cut short passes for a whole one. end() and destroy() both send it; a Node socket has another call that breaks off.`;
  },
};

export const otherSideLeftOpen: Cause = {
  id: 'other-side-left-open',
  explain({ facts, ended }) {
    if (ended || facts?.wantsReset !== true || facts.ending !== 'open') return undefined;
    if (facts.blocked === true || facts.refused === true) return undefined;
    return `One side was gone, and ${the(facts.name)} on the other side was told nothing: it may wait for an answer for ever, and your relay keeps its socket as long. An 'error' listener that does nothing keeps the process alive, and that is all it does.`;
  },
};

export const senderNeverTold: Cause = {
  id: 'sender-never-told',
  explain({ facts, ended }) {
    if (ended || facts?.blocked !== true || facts.ending !== 'open') return undefined;
    return `The relay had stopped reading, and waited for room in a socket whose other end broke off. No 'drain' comes from a socket that is dead: 'error' and 'close' are what is left. Still blocked is ${the(facts.name)}, with bytes that nobody will take.`;
  },
};

export const clientLeftWaiting: Cause = {
  id: 'client-left-waiting',
  explain({ facts, ended }) {
    if (ended || facts?.refused !== true || facts.ending !== 'open') return undefined;
    return `The target refused the connection, and only the relay knows it. To ${the(facts.name)} the kernel had said: connected.`;
  },
};

/** Of a long stream that did not arrive whole. */
function cutShort({ facts, ended }: Evidence): boolean {
  return !ended && typeof facts?.arrived === 'number' && facts.arrived < Number(facts.total);
}

export const lostTail: Cause = {
  id: 'lost-tail',
  explain(evidence) {
    const { arrived, total, ending, held } = evidence.facts ?? {};
    if (!cutShort(evidence) || ending === 'open') return undefined;
    const missing = countBytes(Number(total) - Number(arrived));
    const inside =
      typeof held === 'number' ? ` Your process held ${countBytes(held)} when the FIN came.` : '';
    return `The last ${missing} are missing.${inside} The relay had read the sender's FIN, and ended the other side before they had gone. 'end' says that no more will be read, not that all has been written.`;
  },
};
