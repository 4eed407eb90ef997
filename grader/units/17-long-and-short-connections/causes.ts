import { bothBytes, type Cause, type Evidence } from '../../vocabulary.ts';

/** Misconceptions of the two clients, and how they show. */

const unsettled = ({ facts }: Evidence) => facts?.reason === 'unsettled';
const rejected = ({ received }: Evidence) =>
  received !== undefined && 'text' in received && /Error/.test(received.text);

export const leftOpen: Cause = {
  id: 'left-open',
  explain({ facts }) {
    if (facts?.stillOpen !== true) return undefined;
    return 'The promise resolved with the reply, and the connection stayed open. resolve() does not close the socket: the server keeps a socket for somebody who will never ask again.';
  },
};

export const connectionPerRequest: Cause = {
  id: 'connection-per-request',
  explain({ facts }) {
    if (facts?.another !== true) return undefined;
    return 'The first connection was good, and the next request came over another. Each request pays for a handshake again.';
  },
};

export const leaksListeners: Cause = {
  id: 'leaks-listeners',
  explain({ facts }) {
    if (facts?.warned !== true) return undefined;
    return 'Node gives this warning when more than ten listeners wait for the same event of one object. All requests were answered and nothing was under way, so each of them has left a listener behind.';
  },
};

export const waitsForEachReply: Cause = {
  id: 'waits-for-each-reply',
  explain({ facts }) {
    if (facts?.unanswered !== true || facts.got !== 'nothing' || facts.ending !== 'open')
      return undefined;
    const count = Number(facts.before);
    return `${count} of 5 requests came, and the grader had not replied to any. The others wait on your side until a reply comes: each pays a round trip for itself.`;
  },
};

export const mismatched: Cause = {
  id: 'replies-mismatched',
  explain(evidence) {
    const { replies } = evidence.facts ?? {};
    const got = String(bothBytes(evidence)?.received ?? '');
    if (got === '' || typeof replies !== 'string' || !replies.split(',').includes(got))
      return undefined;
    return `That is a reply which the server sent, and it belongs to another request. Replies come in the order of the requests: ${replies.replaceAll(',', ', ')}.`;
  },
};

export const refusesTheLongest: Cause = {
  id: 'refuses-the-longest',
  explain(evidence) {
    const { longest, ending } = evidence.facts ?? {};
    if (longest !== true || !(rejected(evidence) || ending === 'fin' || ending === 'rst'))
      return undefined;
    return 'The body had 65,536 bytes, the most that one may have, and your side ended the connection. 65,536 at most means that 65,536 are allowed.';
  },
  next: 'With which lengths do you compare, and on which side of the limit does it lie itself?',
  lesson: 'what-the-grader-plays',
};

export const heartbeatAsReply: Cause = {
  id: 'heartbeat-taken-for-data',
  explain(evidence) {
    if (bothBytes(evidence)?.received.length !== 0) return undefined;
    if (evidence.facts?.ending !== undefined) return undefined;
    return 'The promise resolved with no bytes: a heartbeat was taken for the reply. From here on each reply would go to the next request.';
  },
};

export const answersHeartbeats: Cause = {
  id: 'answers-heartbeats',
  explain({ facts }) {
    if (facts?.beaten !== true || facts.got !== '') return undefined;
    return 'Your client answered a heartbeat of the server by another. That one is an answer already: two sides that answer each other never stop.';
  },
};

export const reusesDeadSocket: Cause = {
  id: 'reuses-a-dead-socket',
  explain(evidence) {
    const { stale } = evidence.facts ?? {};
    if (stale === undefined) return undefined;
    if (!rejected(evidence) && !unsettled(evidence) && evidence.facts?.connected !== false)
      return undefined;
    return `The server had closed the connection (${stale}), and your process had heard of it before the next request was made. No new connection came: your client still holds the old one.`;
  },
};

export const halfOpen: Cause = {
  id: 'half-open',
  explain({ facts }) {
    if (facts?.halfOpen !== true || facts.stillOpen !== true) return undefined;
    return 'FIN came from the server and your side did not close. Nothing will ever come over this connection again, and both computers still keep it.';
  },
};

export const sentTwice: Cause = {
  id: 'sent-twice',
  explain({ facts }) {
    if (facts?.repeated === true)
      return 'The request had arrived when the connection was lost. Whether the server carried it out, nobody on your side knows: it may now be done twice.';
    if (facts?.again === true && String(facts.got).startsWith('pay'))
      return 'This request was not made with idempotent: true, and has been sent again.';
    return undefined;
  },
};

export const waitsForLostReply: Cause = {
  id: 'waits-for-a-lost-reply',
  explain(evidence) {
    const { lost, connected } = evidence.facts ?? {};
    if (lost === undefined || !(unsettled(evidence) || connected === false)) return undefined;
    return `The connection is over (${lost === 'half' ? 'FIN inside the reply' : lost}) and the request still waits for its reply. Nothing more can come: whoever waits has to be told.`;
  },
  next: 'Which event tells that this connection is over, and who still waits then?',
};

export const neverRepeats: Cause = {
  id: 'never-repeats',
  explain(evidence) {
    if (evidence.facts?.again !== true || !rejected(evidence)) return undefined;
    return 'The caller said idempotent: true. To carry this request out twice does no harm, so that it was lost is no reason to give up.';
  },
};

export const replyToAnother: Cause = {
  id: 'reply-to-another',
  explain({ facts, received }) {
    const { takenBy } = facts ?? {};
    if (takenBy === undefined || !received || !('bytes' in received)) return undefined;
    return `Over the new connection came "set b", "set d" and "set e", and the server has replied to the first. That reply went to the promise of ${JSON.stringify(takenBy)}: those who wait stand in another order than their requests on the wire.`;
  },
  next: 'When requests are sent again, in which order are they written, and in which do they wait?',
  lesson: 'whose-reply-is-it',
};

export const forEver: Cause = {
  id: 'repeats-for-ever',
  explain({ facts }) {
    if (facts?.third !== true) return undefined;
    return 'The request was lost twice, and came a third time. If it is the request itself that brings the server down, your client will do so again and again.';
  },
};
