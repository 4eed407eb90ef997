import {
  bothValues,
  type Cause,
  type Evidence,
  Failure,
  listensElsewhere,
  receivedText,
} from '../../vocabulary.ts';

/** Causes that show in what the servers and the survey did on the loopback. */

/** A failure with more that was seen. */
export function withFacts(error: unknown, facts: Evidence['facts']): unknown {
  return error instanceof Failure ? error.with({ facts }) : error;
}

export const fixedPort: Cause = {
  id: 'fixed-port',
  explain(evidence) {
    const [, port] = /EADDRINUSE.*:(\d+)/.exec(receivedText(evidence)) ?? [];
    if (!port) return undefined;
    return `Your code asked for port ${port}, and that one is taken: by another program, or by your own server of a moment ago. A fixed number works until somebody else has it.`;
  },
};

export const onEveryAddress: Cause = {
  ...listensElsewhere,
  explain({ facts }) {
    const host = facts?.listensOn;
    if (host === undefined) return undefined;
    if (host !== '0.0.0.0' && host !== '::')
      return `The server listens on ${host}, and the lesson asks for 127.0.0.1.`;
    return `${host} means every address of the machine: whoever reaches it on any network reaches your server. 127.0.0.1 lets in your own computer alone.`;
  },
  next: 'Which host does listen() take where you name none? Who is to reach this server?',
};

/** The two lists of ports, where both sides are lists. */
export function lists(evidence: Evidence): { expected: number[]; received: number[] } | undefined {
  const { expected, received } = bothValues(evidence) ?? {};
  const isPorts = (value: unknown): value is number[] =>
    Array.isArray(value) && value.every((port) => typeof port === 'number');
  return isPorts(expected) && isPorts(received) ? { expected, received } : undefined;
}

export const waitsForTheServer: Cause = {
  id: 'waits-for-the-server',
  explain({ facts }) {
    if (facts?.reason !== 'unsettled' || facts.finCame !== true) return undefined;
    return "The connection came about, and your FIN came to the grader. Since then the promise waits: end() ends your direction only, and 'close' comes when the server has ended its own, which it need not do. 'connect' was all the answer you need.";
  },
  next: 'Which event tells the promise that the port listens, and what closes the socket in both directions?',
};

export const answeredTooEarly: Cause = {
  id: 'answered-too-early',
  explain(evidence) {
    if (lists(evidence)?.received.length !== 0 || !(Number(evidence.facts?.connections) > 0))
      return undefined;
    return 'The grader saw your connection, so the port listens; the list was empty all the same. Was it handed out before the attempt had ended? forEach() does not wait for an async function.';
  },
  next: 'Who waits for the attempts, and when may the list be handed out?',
};

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
  next: 'How many lines has the answer for one port? Where do two attempts at it become one?',
};

export const sortedAsText: Cause = {
  id: 'sorted-as-text',
  explain(evidence) {
    const { expected, received } = lists(evidence) ?? {};
    if (!expected || !received || String(received) !== String([...expected].sort()))
      return undefined;
    return 'The ports stand in the order of a dictionary: sort() without a function compares texts, and the text "9000" comes behind "40000".';
  },
  next: 'What does sort() compare where nobody tells it how?',
};

export const notAscending: Cause = {
  id: 'not-ascending',
  explain(evidence) {
    const { expected, received } = lists(evidence) ?? {};
    if (!expected || !received) return undefined;
    if (String([...received].sort((a, b) => a - b)) !== String(expected)) return undefined;
    return 'They are the right ports, in another order: that in which they were asked for, or in which the answers came.';
  },
  next: 'Which order does the lesson ask for, and when can it be made: before the answers have come, or behind them?',
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
    if (/^127\.[\d.]*$/.test(host))
      return `"${host}" is a short spelling. Some programs read it as 127.0.0.1, others refuse it (unit 01): the lesson asks for four decimal numbers, so that nobody has to guess.`;
    return `"${host}" begins like a loopback address, and is none. It is a name, and resolvers are asked for it: what begins with 127 may lead anywhere.`;
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

export const checkedTooLate: Cause = {
  id: 'checked-too-late',
  explain({ facts }) {
    if (facts?.refused !== true || Number(facts.connections) === 0) return undefined;
    const wrong = facts.port === undefined ? `the host "${facts.host}"` : `the port ${facts.port}`;
    return `It rejected, as it should, but by then it had connected: ${wrong} was noticed too late. Whoever reads the error believes that nothing was done.`;
  },
  next: 'What can be checked before the first attempt begins, and on how many of the ports?',
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
