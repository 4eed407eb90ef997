import { bothBytes, type Cause, countBytes } from '../../vocabulary.ts';

/** Replies: what was asked too early, lost, or mixed up. */

export const askedBeforeFin: Cause = {
  id: 'asked-before-fin',
  explain({ facts }) {
    if (facts?.askedEarly !== true) return undefined;
    return 'A chunk was taken for the whole question. More may come until the client has sent FIN: only that tells that this was all.';
  },
};

export const closedByItself: Cause = {
  id: 'closed-by-itself',
  explain({ facts }) {
    if (facts?.endedBefore !== true) return undefined;
    return 'Your FIN went out while the reply was still being made. Nobody had called end(): a Node socket ends its own direction as soon as it has read a FIN, unless it is told that half-open connections are allowed.';
  },
};

export const finTakenForGone: Cause = {
  id: 'fin-taken-for-gone',
  explain(evidence) {
    const { received } = bothBytes(evidence) ?? {};
    const { endedBefore, ending } = evidence.facts ?? {};
    if (endedBefore !== false || ending === 'open' || received?.length !== 0) return undefined;
    return 'The reply was made, your direction was open, and the reply was not sent: the connection was ended instead. A client that has sent FIN has not gone. It has said that it sends no more, and reads.';
  },
};

export const lostTail: Cause = {
  id: 'lost-tail',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    const { ending, asked } = evidence.facts ?? {};
    if (!expected || !received || asked === undefined || ending === 'open') return undefined;
    if (received.length >= expected.length || expected.length === 0) return undefined;
    if (!expected.subarray(0, received.length).equals(received)) return undefined;
    return `${countBytes(received.length)} arrived, then the end. That is what the kernel had taken when your socket was destroyed: destroy() throws away the rest, which was still in your process. end() sends it first.`;
  },
};

export const sharedQuestion: Cause = {
  id: 'shared-question',
  explain(evidence) {
    const { received } = bothBytes(evidence) ?? {};
    const { question, name } = evidence.facts ?? {};
    if (question !== true || !received) return undefined;
    const names = [...received.toString('latin1').matchAll(/client \d+/g)].map(([found]) => found);
    const other = names.find((found) => found !== name);
    if (!other) return undefined;
    return `The question of ${name} has bytes in it that ${other} sent. What you keep for one client must not be kept where all of them share it.`;
  },
};

export const answersInOrder: Cause = {
  id: 'one-reply-at-a-time',
  explain({ facts }) {
    if (facts?.waitsFor === undefined) return undefined;
    return `The reply to ${facts.waitsFor} was still being made, and until it is there nobody else was asked for. One slow reply holds up every other client.`;
  },
  next: 'Who waits for whom, and what would each have to wait for?',
};

export const emptyReplyForgotten: Cause = {
  id: 'empty-reply-forgotten',
  explain({ facts }) {
    if (facts?.asked !== 0 || facts.ending !== 'open') return undefined;
    return 'The reply has no bytes, and it is a reply: FIN alone says so. Your side sent nothing at all, so the client cannot know that it is over.';
  },
  next: 'Which of your lines sends FIN, and does it run where there is nothing to write?',
};

/** Endings: who was left without one, or with the wrong one. */

export const leftInCloseWait: Cause = {
  id: 'left-in-close-wait',
  explain({ facts }) {
    const { ended, waiting, asked } = facts ?? {};
    if (typeof ended !== 'number' || typeof waiting !== 'number') return undefined;
    if (ended > 0 && waiting === 0) return undefined;
    const seen =
      waiting > 0
        ? `Linux shows ${waiting} of your sockets in CLOSE_WAIT: the client has sent FIN, and your side has not.`
        : 'The clients have sent FIN, and your side has not.';
    const question =
      asked === 0
        ? ' These clients sent FIN and nothing before it, and reply() was not called.'
        : '';
    return `${seen}${question} No timeout of TCP ends that: such a socket stays until its process ends, and so does its descriptor.`;
  },
};

export const finForFailure: Cause = {
  id: 'fin-for-failure',
  explain({ facts, ended }) {
    if (ended || facts?.ending !== 'fin' || facts.state === undefined) return undefined;
    return facts.length === 0
      ? 'No bytes and FIN is a whole reply that happens to be empty. The client cannot know that something failed: only an RST says so. destroy() sends FIN as well, where nothing is left unread.'
      : 'These bytes and FIN are a whole reply to whoever reads them. What went wrong in your server was not an answer to the question: only an RST says that there is none.';
  },
};

export const nothingForFailure: Cause = {
  id: 'left-open-after-failure',
  explain({ facts, ended }) {
    if (ended || facts?.ending !== 'open' || facts.state === undefined) return undefined;
    const seen =
      facts.state === 'CLOSE_WAIT'
        ? 'Linux has your socket in CLOSE_WAIT: the FIN of the client has come, and yours has not gone.'
        : 'The connection stays as it was.';
    return `The promise of reply() was rejected, and the socket was forgotten. ${seen} The client waits for ever, and each failure costs your process a descriptor.`;
  },
};

/** Refusals. */

export const noLimit: Cause = {
  id: 'no-limit',
  explain({ facts }) {
    if (facts?.early !== true || facts.ending !== 'open') return undefined;
    return 'The question is longer than mostBytes, and your server goes on waiting for its FIN. Whoever never sends one may fill your memory.';
  },
};

export const unreadBecameReset: Cause = {
  id: 'unread-became-reset',
  explain({ facts }) {
    if (facts?.resetWhileSending !== true) return undefined;
    return 'The client was still sending. Your socket was closed in both directions, not in yours alone, and the kernel answers bytes that nobody will ever read with RST. A client that hears of the RST first may never see the refusal.';
  },
};

export const stoppedReading: Cause = {
  id: 'stopped-reading',
  explain({ facts }) {
    if (facts?.stopped === undefined) return undefined;
    return 'Your side stopped reading. The buffers between the two are full, so the client cannot send on, and will never come to its FIN. What is not wanted has to be read all the same, and dropped.';
  },
};

export const lingersForEver: Cause = {
  id: 'lingers-for-ever',
  explain({ facts }) {
    if (facts?.reset !== false) return undefined;
    return 'Your FIN has gone, and the other one is waited for without end. A client that never sends it keeps a socket of yours for as long as it likes.';
  },
};
