import {
  bothBytes,
  type Cause,
  countBytes,
  type Evidence,
  noFin,
  unhandledReset,
} from '../../vocabulary.ts';
import { the } from './memory-causes.ts';

/** Causes that show in one pair that is read on both sides. Of those that ended the process, others tell. */

export const connectsLate: Cause = {
  id: 'connects-late',
  explain({ facts, ended }) {
    if (ended || facts?.connects !== 'late') return undefined;
    return 'The relay connected to the target only when the client had sent a byte. A server that speaks first (SMTP, FTP, SSH) then has nobody to speak to, and a client that waits for its greeting waits for ever.';
  },
};

export const firstWordsLost: Cause = {
  id: 'early-bytes-lost',
  explain({ facts, ended }) {
    if (ended || typeof facts?.firstWordsLost !== 'number') return undefined;
    const howMany =
      facts.firstWordsLost === 1
        ? ''
        : ` Of ${facts.of} clients that happened to ${facts.firstWordsLost}.`;
    return `${facts.name} spoke as soon as it was connected, and its bytes went nowhere, not even when it sent FIN; a connection to the target was made for it.${howMany} Who has connected may speak, and your relay's own connection takes a moment longer. A socket with a listener for 'data' hands its bytes over and keeps none: whoever does nothing with them has thrown them away.`;
  },
  next: 'What does your relay do with bytes that come before its connection to the target stands?',
};

export const sharesOneConnection: Cause = {
  id: 'shares-one-connection',
  explain({ facts, ended }) {
    if (ended || typeof facts?.shared !== 'number') return undefined;
    return `No connection to the target was made for ${facts.name}, and what it sent went to the target over the connection of client ${facts.shared}. The target takes both for one client, and no answer tells whose it is.`;
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
    return 'Nothing went on until the grader sent FIN; then all of it did. The relay waits for the end, or until enough has come. Where the other side waits for these bytes before it says more, both wait for ever.';
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
  next: 'What has to happen before a drain can come? Does your relay look whether it did?',
  lesson: 'a-pause-has-to-end',
};

export const decodedOnTheWay: Cause = {
  id: 'decoded-on-the-way',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || !received?.includes('\ufffd') || expected.includes('\ufffd')) return undefined;
    return 'ef bf bd is U+FFFD (�), which a decoder puts where bytes make no character. The relay turned the bytes into a string on their way. It knows nothing of what they mean, and has to leave them as they are.';
  },
  next: 'Where on its way does a chunk become a string, and what needs it to be one?',
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

export const finNotPassedOn: Cause = {
  ...noFin,
  next: 'What tells your relay that a FIN has come? If a loop, a pipe or a web stream reads for you: what does that make of a FIN?',
  lesson: 'ready-made-tools',
};

export const finClosedTheSender: Cause = {
  id: 'fin-closed-the-other',
  explain({ facts, ended }) {
    const { finFrom, senderCutOff } = facts ?? {};
    if (ended || finFrom === undefined || senderCutOff === undefined) return undefined;
    return `The ${finFrom} had sent FIN. The relay then closed its whole connection to the ${senderCutOff}: what the ${senderCutOff} sent after that was answered by an RST. end() ends one direction; destroy() and destroySoon() end both.`;
  },
  lesson: 'the-tail',
};

export const finEndedBothWays: Cause = {
  id: 'fin-ended-both-ways',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    const { finFrom, ending } = evidence.facts ?? {};
    if (evidence.ended || finFrom === undefined || ending === 'open') return undefined;
    if (!expected || !received || received.length >= expected.length) return undefined;
    return `The ${finFrom} had sent FIN: nothing more would come from there. Then the relay ended the other direction too, towards the ${finFrom}, while bytes for it were still to come. A Node socket answers a FIN with its own unless it is told that half-open connections are allowed, and a \`for await\` over a socket destroys it when its loop ends.`;
  },
};

/** Causes that show in how a pair ended. */

export const nobodyListens: Cause = {
  ...unhandledReset,
  next: "Each pair has two sockets. On which of them does your relay listen for 'error', and from when on?",
};

export const resetBecameFin: Cause = {
  id: 'reset-became-fin',
  explain({ facts, ended }) {
    if (ended || facts?.wantsReset !== true || facts.ending !== 'fin') return undefined;
    return `A FIN went to ${the(facts.name)}, which means: you have got all there is. So a stream that was cut short passes for a whole one. end() and destroy() both do that, and a pipeline() destroys by itself; a Node socket has another call that breaks off, which sends nothing once the socket is destroyed.`;
  },
  next: 'Which call of a socket ends it without a FIN? And which call of yours runs where the other side has reset?',
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
    if (facts.bothWays === true)
      return `Neither side read, so the relay had stopped reading both. Then one of them broke off. A socket that is not read tells nothing of that by itself; a write that still waits in it fails, and its 'error' and 'close' say so. No 'drain' comes from a socket that is dead, and ${the(facts.name)} is still there, with bytes that nobody will take.`;
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

export const resetTookTheTail: Cause = {
  id: 'reset-took-the-tail',
  explain(evidence) {
    const { arrived, total, ending, held, to } = evidence.facts ?? {};
    if (!cutShort(evidence) || ending !== 'rst') return undefined;
    const missing = countBytes(Number(total) - Number(arrived));
    const inside =
      typeof held === 'number'
        ? ` Your process held ${countBytes(held)} of them when the FIN came, and the kernels had taken the others: those arrive after a FIN too.`
        : '';
    return `The last ${missing} are missing.${inside} The sender had ended with FIN, and the relay ended the connection to ${the(to)} with an RST. An RST makes the kernel throw away all that it has still to send. It is for a side that broke off, not for one that has ended.`;
  },
  next: 'Which event of the one socket makes your relay reset the other? Does it come after a FIN as well?',
};

export const lostTail: Cause = {
  id: 'lost-tail',
  explain(evidence) {
    const { arrived, total, ending, held } = evidence.facts ?? {};
    if (!cutShort(evidence) || ending !== 'fin') return undefined;
    const missing = countBytes(Number(total) - Number(arrived));
    const inside =
      typeof held === 'number' ? ` Your process held ${countBytes(held)} when the FIN came.` : '';
    return `The last ${missing} are missing.${inside} The relay had read the sender's FIN, and ended the other side before they had gone. 'end' says that no more will be read, not that all has been written.`;
  },
};
