import { type Cause, listensElsewhere, uncaughtError } from '../../vocabulary.ts';

export const answeredBroken: Cause = {
  id: 'answered-a-broken-frame',
  explain({ facts }) {
    if (facts?.answeredBroken !== true) return undefined;
    return 'What came has the identification of the frame that was sent before this one: it was answered, though it should have been dropped.';
  },
};

export const answeredFromElsewhere: Cause = {
  id: 'answered-from-elsewhere',
  next: 'Which socket received the frame, and which one sends the answer?',
  explain({ facts }) {
    const { asked, answered } = facts ?? {};
    if (asked === undefined || answered === undefined) return undefined;
    return `The question went to port ${asked}, and the answer comes from another: it was sent by another socket. One that is not bound gets a free port at its first send(). Whoever asked waits for a word from port ${asked}, and a NAT or a firewall may let in nothing else.`;
  },
};

export const oneSocketForAll: Cause = {
  id: 'one-socket-for-all',
  next: 'Where is the socket made: once, where the module is loaded, or in each call?',
  explain({ facts }) {
    if (facts?.sameSocket !== true) return undefined;
    return 'Two hosts were started, and both have one port: the second call gave the socket of the first.';
  },
};

export const answeredToItself: Cause = {
  id: 'not-exchanged',
  explain({ facts }) {
    if (facts?.sameWay !== true) return undefined;
    return 'The MAC addresses are those of the question, in the same places: this frame would travel to your own host once more.';
  },
};

export const keptPadding: Cause = {
  id: 'padding-as-payload',
  explain({ facts }) {
    if (typeof facts?.longer !== 'number' || facts.longer <= 0) return undefined;
    return `The message that came back is ${facts.longer} bytes longer than the one that was sent.`;
  },
};

export const ttlCopied: Cause = {
  id: 'ttl-copied',
  next: 'Who counts down a TTL, and what does the sender of a new packet write there?',
  explain({ facts }) {
    const { field, receivedHex, askedTtl } = facts ?? {};
    if (field !== 'the time to live' || Number.parseInt(String(receivedHex), 16) !== askedTtl)
      return undefined;
    return `${askedTtl} is the TTL of the question. The answer is a packet of its own, and rule 13 has it set out with 64.`;
  },
};

export const resolvedBeforeBound: Cause = {
  id: 'resolved-before-bound',
  next: 'Which event tells that a dgram.Socket is bound, and what has to wait for it?',
  explain({ facts }) {
    if (facts?.listening !== false) return undefined;
    return "The promise came to a socket that has no address: not yet, or no longer. bind() only begins it; the 'listening' event tells when it is bound, and close() ends it.";
  },
};

export const boundElsewhere: Cause = {
  ...listensElsewhere,
  next: 'What does bind() do with the host, and what where it gets none?',
};

export const hostEnded: Cause = {
  ...uncaughtError,
  next: 'Which line of yours threw it, for which frame, and who was there to catch it?',
};
