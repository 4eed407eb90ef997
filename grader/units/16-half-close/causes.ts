import { bothBytes, type Cause, countBytes } from '../../vocabulary.ts';

/** Replies: what was asked too early, lost, or mixed up. */

export const askedBeforeFin: Cause = {
  id: 'asked-before-fin',
  explain({ facts }) {
    if (facts?.askedEarly !== true) return undefined;
    return 'A chunk was taken for the whole question. More may come until the client has sent FIN: only that tells that this was all.';
  },
};

export const questionOfOthers: Cause = {
  id: 'question-of-the-client-before',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    const { question, before } = evidence.facts ?? {};
    if (question !== true || typeof before !== 'string' || !expected || !received) return undefined;
    const more = received.length - expected.length;
    if (more <= 0 || !received.subarray(more).equals(expected)) return undefined;
    if (!before.endsWith(received.toString('latin1', 0, more))) return undefined;
    return `The first ${countBytes(more)} are no part of this question: a client before had asked them. What you keep for one client must not be kept where all of them share it.`;
  },
  next: 'Where does the variable stand that keeps the question, and how often is it made?',
};

const REPLACEMENT = Buffer.from('\ufffd');

export const decodedQuestion: Cause = {
  id: 'question-decoded-as-text',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (evidence.facts?.question !== true || !expected || !received) return undefined;
    if (!received.includes(REPLACEMENT) || expected.includes(REPLACEMENT)) return undefined;
    return 'ef bf bd is U+FFFD, which a decoder puts where bytes make no character. A question is any bytes: what is no UTF-8, or is cut in two between chunks, does not survive being made into text.';
  },
  next: 'Where do the chunks become a string on their way to reply(), and what else can join them?',
};

export const notAskedAtFin: Cause = {
  id: 'not-asked-at-fin',
  explain({ facts }) {
    if (facts?.asked !== false || facts.state !== 'CLOSE_WAIT') return undefined;
    return "The question and its FIN have arrived (Linux has your socket in CLOSE_WAIT), and reply() was not called. 'end' comes when all has been read. 'close' does not: it waits for your own end() as well, which this client is waiting for.";
  },
  next: 'Which event do you wait for, and what has to happen before it comes?',
};

export const gaveUp: Cause = {
  id: 'gave-up',
  explain({ facts }) {
    if (typeof facts?.gaveUp !== 'number') return undefined;
    const what = facts.asked
      ? 'has asked, and its reply is still being made'
      : 'is in the middle of its question';
    return `${facts.name} ${what}. For about ${facts.gaveUp.toLocaleString('en-US')} ms nothing was sent, in either direction; then your side ended the connection. No segment told it to: a clock of yours did. Nobody here is given up for being slow but one that was refused, or in a shutdown.`;
  },
  next: 'Which timer runs while a client asks or waits, and what does it do to that client?',
};

export const closedByItself: Cause = {
  id: 'closed-by-itself',
  explain({ facts }) {
    if (facts?.endedBefore !== true) return undefined;
    return 'Your FIN went out while the reply was still being made. Two things do that without any end() of yours: a Node socket that was not told to allow half-open connections answers each FIN with its own, and a plain for await destroys the socket when its loop ends.';
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

export const wholeBuffer: Cause = {
  id: 'whole-array-buffer',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || !received || expected.length === 0 || received.length % 1024 > 0)
      return undefined;
    const at = received.indexOf(expected);
    if (received.length <= expected.length || at < 0) return undefined;
    return `The ${countBytes(expected.length)} of the reply stand at byte ${at} of the ${countBytes(received.length)} that came. A Uint8Array may be a view onto a part of a larger ArrayBuffer, and its .buffer is all of that: also bytes that are somebody else's.`;
  },
  next: 'Which bytes of its ArrayBuffer does a Uint8Array show, and what do you hand to the socket?',
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
