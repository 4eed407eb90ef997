import { bothValues, type Cause, type Evidence } from '../../vocabulary.ts';

/** Causes that show in what the servers and the survey did on the loopback. */

function textOf({ received }: Evidence): string {
  return received && 'text' in received ? received.text : '';
}

export const fixedPort: Cause = {
  id: 'fixed-port',
  explain(evidence) {
    const [, port] = /EADDRINUSE.*:(\d+)/.exec(textOf(evidence)) ?? [];
    if (!port) return undefined;
    return `Your code asked for port ${port}, and that one is taken: by another program, or by your own server of a moment ago. A fixed number works until somebody else has it.`;
  },
};

/** The two lists of ports, where both sides are lists. */
function lists(evidence: Evidence): { expected: number[]; received: number[] } | undefined {
  const { expected, received } = bothValues(evidence) ?? {};
  const isPorts = (value: unknown): value is number[] =>
    Array.isArray(value) && value.every((port) => typeof port === 'number');
  return isPorts(expected) && isPorts(received) ? { expected, received } : undefined;
}

export const silentIsClosed: Cause = {
  id: 'silent-taken-for-closed',
  explain(evidence) {
    if (evidence.facts?.silent !== true || lists(evidence)?.received.length !== 0) return undefined;
    return 'The grader accepted here and said nothing, and the port was left out; one that greeted was found. Many servers wait to be asked: that a connection comes about is the answer.';
  },
};

export const namedTwice: Cause = {
  id: 'named-twice',
  explain(evidence) {
    const { expected, received } = lists(evidence) ?? {};
    if (!expected || !received || received.length === new Set(received).size) return undefined;
    if (received.some((port) => !expected.includes(port))) return undefined;
    return 'A port that was asked for twice came back twice. The result says which ports listen: a port listens or it does not.';
  },
};

export const sortedAsText: Cause = {
  id: 'sorted-as-text',
  explain(evidence) {
    const { expected, received } = lists(evidence) ?? {};
    if (!expected || !received || String(received) !== String([...expected].sort()))
      return undefined;
    return 'The ports stand in the order of a dictionary: sort() without a function compares texts, and the text "9000" comes behind "40000".';
  },
};

export const notAscending: Cause = {
  id: 'not-ascending',
  explain(evidence) {
    const { expected, received } = lists(evidence) ?? {};
    if (!expected || !received) return undefined;
    if (String([...received].sort((a, b) => a - b)) !== String(expected)) return undefined;
    return 'They are the right ports, in another order: that in which they were asked for, or in which the answers came.';
  },
};

export const alwaysTheSameAddress: Cause = {
  id: 'wrong-address-surveyed',
  explain(evidence) {
    const { own } = evidence.facts ?? {};
    if (own === undefined || !lists(evidence)) return undefined;
    return `${own} was to be surveyed, and this is not what is true of it. 127.0.0.1, 127.0.0.2 and ::1 each have ports of their own: which of them did your code connect to?`;
  },
};

export const nameAccepted: Cause = {
  id: 'name-accepted',
  explain({ facts }) {
    if (facts?.host !== 'localhost' || facts.refused === true) return undefined;
    return 'localhost is a name. Where it leads is decided by a resolver, or by a file that anybody may have edited: only an address is sure to be your own.';
  },
};

export const prefixChecked: Cause = {
  id: 'only-the-beginning-checked',
  explain({ facts }) {
    const host = String(facts?.host);
    if (!host.startsWith('127') || facts?.refused === true) return undefined;
    return `"${host}" begins like a loopback address, and is none as the lesson writes them. It is a name, and resolvers are asked for it: what begins with 127 may lead anywhere.`;
  },
};

export const anyHostAccepted: Cause = {
  id: 'foreign-host-surveyed',
  explain({ facts }) {
    if (facts?.host === undefined || facts.refused === true) return undefined;
    const seen = Number(facts.connections) > 0 ? ', and it connected: the grader saw it come' : '';
    return `The survey of "${facts.host}" was not refused${seen}. A function that tries ports must not be let loose on a host that is not your own.`;
  },
};

export const surveyedPortZero: Cause = {
  id: 'port-zero-surveyed',
  explain({ facts }) {
    if (facts?.port !== 0 || facts.refused === true) return undefined;
    return 'Port 0 was surveyed like any other, and found closed. It is no port that could be open: whoever asks for it has made a mistake, and is not told.';
  },
};

export const leftOpen: Cause = {
  id: 'socket-left-open',
  explain({ facts }) {
    if (facts?.stillOpen !== true) return undefined;
    return 'The survey has its answer and keeps the connection. Each one costs a descriptor here and one at the server, until the process ends.';
  },
};

export const halfClosed: Cause = {
  id: 'only-half-closed',
  explain({ facts }) {
    if (facts?.halfClosed !== true) return undefined;
    return 'Your side sent FIN and goes on reading: a server that never ends its own half keeps that socket alive for ever. FIN says "I have no more to send", and no more than that.';
  },
};

export const noLimit: Cause = {
  id: 'too-many-at-once',
  explain({ facts }) {
    if (facts?.tooMany === undefined || Number(facts.waiting) < 2) return undefined;
    return 'Two attempts were under way without an answer, and two was the limit; all the same the next one began. It has to wait until another has ended.';
  },
};

export const wrongOrder: Cause = {
  id: 'not-in-order',
  explain({ facts }) {
    if (facts?.tooMany === undefined || Number(facts.waiting) >= 2) return undefined;
    return 'Ports that stand later in the list were tried while one of the first two had not been. Attempts begin in the order of the list.';
  },
};

export const noDeadline: Cause = {
  id: 'no-deadline',
  explain({ facts }) {
    if (facts?.reason !== 'unsettled') return undefined;
    return "One of these ports leaves every SYN unanswered. Neither 'connect' nor 'error' comes for it until the kernel gives up, which takes minutes. Your own clock has to end the attempt.";
  },
};

export const oneDeadlineForAll: Cause = {
  id: 'one-deadline-for-all',
  explain(evidence) {
    const { expected, received } = lists(evidence) ?? {};
    if (evidence.facts?.waitedItsTurn !== true || !expected || received?.length !== 0)
      return undefined;
    return 'The second port listens, and answers at once. It had to wait for its turn until the first attempt had ended, and then had no time left: the deadline is that of an attempt, not of the survey.';
  },
};

export const lateSocket: Cause = {
  id: 'late-socket-left',
  explain({ facts }) {
    if (facts?.synSent === undefined) return undefined;
    return 'The deadline ended the waiting, and not the attempt: the kernel still repeats the SYN of that socket. What lost a race goes on until somebody ends it.';
  },
};
