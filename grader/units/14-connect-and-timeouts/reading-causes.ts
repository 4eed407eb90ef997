import { bothBytes, type Cause } from '../../vocabulary.ts';

/** Misconceptions of a read that show beside those of causes.ts. */

export const partOfWhatCame: Cause = {
  id: 'part-of-what-came',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || !received || received.length === 0) return undefined;
    if (received.length >= expected.length) return undefined;
    if (!expected.subarray(0, received.length).equals(received)) return undefined;
    return `All ${expected.length} bytes had come, and the call gave ${received.length} of them. read(n) of a stream takes n bytes, or none as long as there are fewer; it is no largest size, as the one of recv(n) is. Without a number it takes all.`;
  },
  next: 'How many bytes wait in the socket when your code takes some, and who said how many to take?',
  lesson: 'what-the-grader-plays',
};

export const closedAfterFin: Cause = {
  id: 'closed-after-fin',
  explain({ facts }) {
    if (facts?.fin !== true || facts.threw !== true) return undefined;
    return 'FIN had come, all was read, and your code rejected. Where it looks whether the socket is closed: a socket whose both sides have ended is destroyed by Node itself, with nothing wrong. What ended it is told by another property, and that one has to be asked first.';
  },
  next: 'Which property of the socket says that FIN came and was read, and when does your code look at it?',
};

export const limitOfQuiet: Cause = {
  id: 'limit-of-quiet',
  explain({ facts }) {
    if (facts?.limitGone !== true) return undefined;
    return 'A socket has one limit of quiet, and it belongs to the caller: socket.setTimeout() of your code takes its place. For a deadline it is the wrong clock besides. Each byte winds it up again, also one that goes out: as long as the caller writes, your ms are never over.';
  },
  next: 'What measures the time of one call, and touches nothing of the socket?',
  lesson: 'a-connect-that-hangs',
};

export const givenToNobody: Cause = {
  id: 'given-to-nobody',
  explain({ facts }) {
    if (facts?.behind !== true) return undefined;
    return 'One byte came, and another right behind it. Your first call gave the first, and no call gave the second. So either the socket flowed on when the first had been taken, or that call was still at work, took the second as well, and could give it to nobody: a promise settles once.';
  },
  next: 'What does your code still do with the socket between its first byte and the end of the call?',
};

export const ownersListener: Cause = {
  id: 'owners-listener-taken',
  explain({ facts }) {
    if (facts?.ownersGone !== true) return undefined;
    return "The listener belonged to the owner of the socket, who keeps it there as long as the socket lives: without one for 'error', an RST between two calls ends the process. removeAllListeners() takes off everybody's, those of Node itself too.";
  },
  next: 'Which listeners did this call put on the socket, and how can it take off just those?',
};
