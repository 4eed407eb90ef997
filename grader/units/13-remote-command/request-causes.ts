import { bothBytes, type Cause, countBytes, receivedText } from '../../vocabulary.ts';
import { MOST_HEADER } from './protocol.ts';

/** Causes that show in which request is answered, and how long and in which order. */

export const notListeningYet: Cause = {
  id: 'not-listening-yet',
  explain(evidence) {
    if (!receivedText(evidence).includes('net.Server that is not listening')) return undefined;
    return 'listen() returns before the server listens: it may still fail, and the port is not known yet. Whoever connects now is refused.';
  },
  next: 'Which event says that the server listens, and what waits for it?',
  lesson: 'what-the-grader-plays',
};

export const lengthAsText: Cause = {
  id: 'length-as-text',
  explain({ facts }) {
    if (typeof facts?.plain !== 'number') return undefined;
    return `It is not these arguments: a header of ${facts.plain} plain letters got no reply either, and shorter ones did. From 128 on, the length has a byte beyond 7f. That is no character in UTF-8: where a chunk becomes a string before its length is read, ef bf bd takes the place of such a byte.`;
  },
  next: 'Which bytes of a request are text, and which are a number?',
  lesson: 'reading-exactly-that-much',
};

export const digestOfArrival: Cause = {
  id: 'digest-in-order-of-arrival',
  explain({ facts }) {
    if (facts?.arrival !== true) return undefined;
    return 'The digest was right where the outputs are short. This command prints far more than a pipe holds on standard error, and then on standard output: so the bytes were hashed as they came. Whoever checks the digest has stdout and then stderr, and does not know in which order you read them.';
  },
};

export const overtaken: Cause = {
  id: 'replies-out-of-order',
  explain({ facts }) {
    if (facts?.overtaken !== true) return undefined;
    return 'The second request of the chunk is refused, and its refusal came first; the reply to the first request came later. A reply does not say which request it answers: the order alone tells. Each request has to wait until the one before it is answered.';
  },
  next: 'Your server has several requests at once. What does it wait for before it answers the next?',
  lesson: 'what-the-grader-plays',
};

export const longRefusal: Cause = {
  id: 'refusal-too-long',
  explain(evidence) {
    const { facts, called } = evidence;
    if (!called?.includes('long name') || typeof facts?.length !== 'number') return undefined;
    if (facts.length <= MOST_HEADER || Number(facts.swapped) <= MOST_HEADER) return undefined;
    return `The header of this refusal has ${countBytes(facts.length - MOST_HEADER)} more than a header may have, so every client closes the connection at its length. The request was as long as one may be. Where your text repeats what a stranger sent, its length is the stranger's choice.`;
  },
  next: 'What does your refusal repeat of the request, and how long may that be?',
};

export const largestHeader: Cause = {
  id: 'largest-header',
  explain(evidence) {
    const { facts, called, ended } = evidence;
    if (ended || facts?.missing === undefined || facts.ending === 'open') return undefined;
    if (!/^a header of [\d,]+ bytes/.test(called ?? '') || bothBytes(evidence)) return undefined;
    return `This header has exactly as many bytes as one may have, ${MOST_HEADER.toLocaleString('en-US')}, and your server closed the connection. Shorter ones were answered.`;
  },
  next: 'From which length on is a header too long?',
};
