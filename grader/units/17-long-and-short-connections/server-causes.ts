import { bothBytes, type Cause, unhandledReset } from '../../vocabulary.ts';

/** Misconceptions of the server about when a reply goes out, and how they show. */

export const noReply: Cause = {
  id: 'no-reply',
  explain(evidence) {
    const { inOrder, ending } = evidence.facts ?? {};
    if (inOrder !== true || ending !== 'open' || evidence.ended) return undefined;
    const bytes = bothBytes(evidence);
    if (!bytes || bytes.received.length > 0 || bytes.expected.readUInt16BE(4) !== 150)
      return undefined;
    return 'No reply came. The body of the first request begins with 00 96: that is 150 ms of work, with the high byte first. (With the low byte first, the same two bytes would be 38,400.)';
  },
  next: 'How long does your server work on the first request, and how did it read that from the bytes?',
  lesson: 'what-the-grader-plays',
};

export const tooSoon: Cause = {
  id: 'reply-too-soon',
  explain({ facts }) {
    const { workBytes, workMs } = facts ?? {};
    if (workBytes === undefined) return undefined;
    return `The body of that request begins with ${workBytes}, which is ${workMs} as a uint16. So many milliseconds had not passed since the request was sent, and its reply was there.`;
  },
  next: 'How does your server make a number of the first two bytes, and what waits for as long?',
  lesson: 'what-the-grader-plays',
};

export const endsWithTheClient: Cause = {
  id: 'ends-with-the-client',
  explain(evidence) {
    const { afterFin, ending } = evidence.facts ?? {};
    const bytes = bothBytes(evidence);
    if (afterFin !== true || !bytes || evidence.ended) return undefined;
    const { expected, received } = bytes;
    if (ending === 'open' && received.equals(expected))
      return 'All replies came, and FIN did not. Where half-open connections are allowed, to end your half is your own work.';
    if (ending !== 'fin' || received.length >= expected.length) return undefined;
    return "After the client's FIN your side ended the connection, and replies were still owed. A Node socket does that by itself, unless it is told that half-open connections are allowed (allowHalfOpen, unit 07).";
  },
  next: 'Which direction has the client ended, which is yours, and what ends that one?',
  lesson: 'what-the-grader-plays',
};

export const resetEndsAll: Cause = {
  ...unhandledReset,
  next: 'Which event tells of a client that broke off, and on which object does it come?',
  lesson: 'what-the-grader-plays',
};
