import { type Cause, receivedError, receivedText } from '../../vocabulary.ts';
import { came } from './causes.ts';

/** What may be behind the failures of a member; those of a server stand in causes.ts. */

export const neverAskedAgain: Cause = {
  id: 'never-asked-again',
  explain({ facts }) {
    if (facts?.lost !== 'WELCOME') return undefined;
    return 'The answer was lost on the way, and joinChat() did not ask again. The network tells nobody that it lost something.';
  },
};

export const neverRefused: Cause = {
  id: 'never-gave-up',
  explain({ facts }) {
    if (facts?.gaveUp !== false) return undefined;
    return 'Nobody answered, and joinChat() did not come to an end by an error.';
  },
};

export const keptAsking: Cause = {
  id: 'kept-asking',
  explain({ facts }) {
    if (facts?.keptAsking === undefined) return undefined;
    return 'JOIN was sent again after joinChat() had resolved: what repeats it goes on although the answer has come.';
  },
};
export const lostBeforeNext: Cause = {
  id: 'message-lost-before-next',
  explain({ facts }) {
    if (facts?.early !== true || facts.reason !== 'unsettled') return undefined;
    return 'What came before somebody asked for it is gone: an event that no listener hears is not kept by anybody.';
  },
};

export const trustedAnySource: Cause = {
  id: 'trusted-any-source',
  explain(evidence) {
    const { facts } = evidence;
    const text = receivedText(evidence);
    if (facts?.reason === 'unsettled' || !/by an intruder|I am not the server|"before"/.test(text))
      return undefined;
    return 'A datagram of somebody else was taken for one of the server’s: everybody who knows the port can send to it.';
  },
};

export const assumedLittleEndian: Cause = {
  id: 'little-endian',
  explain(evidence) {
    const got = came(evidence);
    const { expected } = evidence;
    if (got?.type !== 'SAY' || !expected || !('bytes' in expected)) return undefined;
    const swapped = Buffer.from(expected.bytes);
    swapped.subarray(1, 3).swap16();
    if (!got.bytes.equals(swapped)) return undefined;
    return 'The number has its low byte first. The protocol, as all of them on the Internet, puts the high byte first (big-endian, "network byte order").';
  },
};

export const swallowedSendError: Cause = {
  id: 'send-error-swallowed',
  explain({ facts, received }) {
    if (
      facts?.tooLong !== true ||
      facts.cameInstead !== 0 ||
      !received ||
      !('text' in received) ||
      !received.text.startsWith('undefined')
    )
      return undefined;
    return 'say() resolved, and nothing arrived: the kernel takes no datagram of that length. The callback of send() is called in any case, and its first argument says how it went.';
  },
};

export const ownLimit: Cause = {
  id: 'limit-of-its-own',
  explain(evidence) {
    if (evidence.facts?.tooLong !== true || receivedError(evidence)?.code !== '') return undefined;
    return 'say() rejected with an error that has no code, so it is not the kernel’s, whose code is EMSGSIZE. How much a datagram carries the kernel knows; it differs from system to system.';
  },
};

export const caseSensitiveQ: Cause = {
  id: 'case-sensitive-q',
  explain(evidence) {
    const { how } = evidence.facts ?? {};
    const got = came(evidence);
    if ((how !== 'q' && how !== 'Q') || got?.type !== 'SAY') return undefined;
    return `${how} was said to the room as a text; ${how === 'q' ? 'Q' : 'q'} leaves. People type both.`;
  },
};

export const reasonLeftOut: Cause = {
  id: 'reason-left-out',
  explain({ facts }) {
    if (typeof facts?.refusedWith !== 'string') return undefined;
    return `The server's REFUSED said ${JSON.stringify(facts.refusedWith)}, and the error does not: whoever called joinChat() cannot tell why.`;
  },
  next: 'Which bytes of REFUSED are the reason, and how do they get into the message of your Error?',
};

export const leftOpen: Cause = {
  id: 'socket-left-open',
  explain({ facts }) {
    if (facts?.leftOpen === undefined) return undefined;
    const after = String(facts.leftOpen);
    const what = after === 'leave()' ? 'leave() resolved' : `joinChat() rejected (${after})`;
    return `${what} and left its socket open. It keeps its port, and keeps the process from ending; nobody else has it to close it.`;
  },
  next: 'On which ways does a member come to its end, and who closes the socket on each of them?',
};

export const firstDatagramAlone: Cause = {
  id: 'first-datagram-alone',
  explain({ facts }) {
    if (facts?.rubbish !== true) return undefined;
    return 'Before WELCOME, the server sent an empty datagram and some that mean nothing. They are to be ignored; after them, WELCOME was not heard, or not taken for one.';
  },
  next: 'How long does your listener stay while joinChat() waits, and what does it do with what is no answer?',
};

export const copyKnownByText: Cause = {
  id: 'copy-known-by-text',
  explain({ facts }) {
    if (facts?.sameText === undefined || facts.reason !== 'unsettled') return undefined;
    return `bo said "twice" twice, with the numbers ${facts.sameText}, and one of the two is missing. People repeat themselves: a copy has the same number as well, and all 16 bits of it.`;
  },
  next: 'By what is a copy known from the same text said again?',
};

export const copiesKeptTooLong: Cause = {
  id: 'copies-kept-too-long',
  explain({ facts }) {
    if (facts?.among !== 'no more' || facts.reason !== 'unsettled') return undefined;
    return 'dee said "dee 0" with number 0, then 64 other things, and then the same with number 0 once more, which is missing. It is a copy only among the last 64 of that name: numbers come round again after 65535.';
  },
  next: 'How many messages of one name does your member remember, and what becomes of the oldest?',
};

export const membersShare: Cause = {
  id: 'members-share',
  explain(evidence) {
    if (evidence.facts?.twoMembers !== true) return undefined;
    if (came(evidence)?.type === 'SAY')
      return 'joinChat() was called twice, and the second member does not count from 0: the two count with one number.';
    return 'joinChat() was called twice in one program, for two servers. What came for the one member was read from the other, or was dropped there as a copy.';
  },
  next: 'What is made once for the program, and should be made once for each call of joinChat()?',
};

export const numberAfterSend: Cause = {
  id: 'number-after-send',
  explain({ expected, facts, received }) {
    if (!expected || !received || !('bytes' in expected) || !('bytes' in received))
      return undefined;
    const [due, got] = [Buffer.from(expected.bytes), Buffer.from(received.bytes)];
    if (got.length < 3 || got[0] !== 0x02 || !got.subarray(3).equals(due.subarray(3)))
      return undefined;
    if (facts?.twoMembers === true || got.readUInt16BE(1) >= due.readUInt16BE(1)) return undefined;
    return `Several say() were called at once, none waiting for the one before, and ${JSON.stringify(facts?.said)} left with a number that had been used: it was counted on only after a send was over.`;
  },
  next: 'When does a SAY get its number, and when does the next one?',
};

export const discardedUnread: Cause = {
  id: 'unread-thrown-away',
  explain(evidence) {
    if (evidence.facts?.unread !== true || !/done: true/.test(receivedText(evidence)))
      return undefined;
    return 'A message had come before leave() was called, and after it the iteration was over at once: what nobody had read yet was thrown away.';
  },
  next: 'Your iteration has two questions to ask: is there a message, and have we left? In which order?',
};
