import { bothValues, type Cause, type Evidence, receivedText } from '../../vocabulary.ts';

/** Misconceptions of this unit, and how they show. */

const threw = ({ facts }: Evidence) => facts?.threw === true;
const unsettled = ({ facts }: Evidence) => facts?.reason === 'unsettled';

export const closedAtOnce: Cause = {
  id: 'closed-at-once',
  explain({ facts }) {
    if (facts?.ending !== 'fin' && facts?.ending !== 'rst') return undefined;
    return 'Your code reported the connection and closed it. The socket belongs to the caller now, who wants to talk on it.';
  },
};

export const rejects: Cause = {
  id: 'rejects-instead',
  explain(evidence) {
    if (!threw(evidence)) return undefined;
    return "That is what Python's connect() does: it raises. connect_ex() returns the code of the same error, and the caller needs no try. An error that came is an outcome here, not an exception.";
  },
};

export const settledTooEarly: Cause = {
  id: 'settled-too-early',
  explain({ facts }) {
    if (facts?.told !== 0) return undefined;
    return 'Code 0 was told, and nobody listened on that port. net.connect() returns a socket at once, before anything has been sent: it is connecting. What becomes of it is told by an event.';
  },
};

export const errnoForCode: Cause = {
  id: 'errno-for-code',
  explain({ facts }) {
    if (typeof facts?.told !== 'number' || facts.told === 0) return undefined;
    return `${facts.told} is a number of this operating system: another one counts its errors in another way. The name of the error is the same everywhere.`;
  },
};

export const retries: Cause = {
  id: 'retries-for-ever',
  explain(evidence) {
    if (!unsettled(evidence) || evidence.facts?.again !== true) return undefined;
    return 'The connection was refused, and your promise did not settle. Then the grader listened on that port, and your code connected: it goes on trying by itself. Whether to try again, how often and after what pause is for the caller to decide, and for that it has to hear the code.';
  },
};

export const triesAgain: Cause = {
  id: 'tries-again',
  explain(evidence) {
    if (unsettled(evidence) || evidence.facts?.again !== true) return undefined;
    return 'Nobody listened when your code connected, and your promise did not settle at the refusal. Then the grader listened on that port, and your code connected: it had tried again by itself. How often that is worth while, and after what pause, is for the caller to decide, and for that it has to hear the code of each attempt.';
  },
  next: 'What does your code do after an error, and how does the caller hear of the first one?',
  lesson: 'what-the-grader-plays',
};

export const waitsInVain: Cause = {
  id: 'waits-in-vain',
  explain(evidence) {
    if (!unsettled(evidence) || evidence.facts?.again !== false) return undefined;
    return "The connection was refused, no other attempt was made, and your promise did not settle. A refused connect has no 'connect' event and no 'end', only 'error' and then 'close'.";
  },
};

export const socketBesideCode: Cause = {
  id: 'socket-beside-code',
  explain({ facts, received }) {
    if (facts?.told !== 'ECONNREFUSED' || threw({ facts, received })) return undefined;
    return 'The code is right, and a socket came with it. It is of no use: it is destroyed, and whoever finds a socket there will write to it.';
  },
};

export const oneForAll: Cause = {
  id: 'one-code-for-all',
  explain({ facts }) {
    const { row, told } = facts ?? {};
    // A code that an earlier failure had as well: one of Node's own tells something else.
    if (row === undefined || typeof told !== 'string' || !/^E[A-Z]+$/.test(told)) return undefined;
    return `Your code told ${told}, as if all failures were one. They are not: a wrong path or name is to be corrected, a taken port to be changed, and a refused connection may be tried again later. The error that Node hands you has the code.`;
  },
};

export const thrownAtOnce: Cause = {
  id: 'thrown-at-once',
  explain(evidence) {
    if (!threw(evidence) || !/Port|port/.test(receivedText(evidence))) return undefined;
    return 'This error is no event: net.connect() itself throws it, before there is a socket that could have listeners. It passes by everything that you set up for events.';
  },
};

export const seconds: Cause = {
  id: 'seconds-for-milliseconds',
  explain(evidence) {
    if (!unsettled(evidence) || !(Number(evidence.facts?.timers) > 0)) return undefined;
    return 'Four seconds after the call a timer of yours still runs, and deadlineMs was 300. Python counts timeouts in seconds, Node in milliseconds.';
  },
};

export const readSeconds: Cause = {
  id: 'seconds-for-milliseconds',
  explain(evidence) {
    if (!unsettled(evidence) || !(Number(evidence.facts?.timers) > 0)) return undefined;
    return 'Four seconds after the call a timer of yours still runs, and ms was 200. Python counts timeouts in seconds, Node in milliseconds.';
  },
};

export const timeoutClosesNothing: Cause = {
  id: 'timeout-closes-nothing',
  explain(evidence) {
    if (!unsettled(evidence) || evidence.facts?.timers !== 0) return undefined;
    return "The time was over long ago, no timer of your code runs, and the promise has not settled. Either no timer was ever set, or it ran out and nothing came of it. Where you use socket.setTimeout(): its event 'timeout' only says that it has been quiet. It closes nothing, so no 'close' and no 'error' follow.";
  },
};

export const tooEarly: Cause = {
  id: 'too-early',
  explain({ facts }) {
    if (facts?.early !== true) return undefined;
    return 'The attempt was given up before its time was over.';
  },
};

export const lateSocket: Cause = {
  id: 'late-socket-left',
  explain({ facts }) {
    if (facts?.late !== true) return undefined;
    return `Your code told ETIMEDOUT; ${facts.seen}. The kernel knows nothing of your deadline: it repeats the SYN for minutes, until somebody destroys the socket. A connection that is made then belongs to nobody, and the server holds it open.`;
  },
};

export const abortUnheard: Cause = {
  id: 'abort-unheard',
  explain(evidence) {
    const { aborted, told } = evidence.facts ?? {};
    if (aborted === undefined || !(told === 0 || unsettled(evidence))) return undefined;
    const what = told === 0 ? 'your code connected' : 'the promise has not settled';
    return `The signal was aborted ${aborted}, and ${what}. A signal says it twice: by its event 'abort', once, and by its property aborted, from then on. Whoever comes late hears no event.`;
  },
};

export const abortAsTimeout: Cause = {
  id: 'abort-taken-for-timeout',
  explain({ facts }) {
    if (facts?.aborted === undefined || facts.told !== 'ETIMEDOUT') return undefined;
    return 'ETIMEDOUT says that nobody answered in time. The caller changed its mind, and no time was over: the peer may be well.';
  },
};

export const finNotHeard: Cause = {
  id: 'fin-not-heard',
  explain(evidence) {
    if (!unsettled(evidence) || evidence.facts?.fin !== true) return undefined;
    return 'FIN has come: no byte will come any more, and your promise waits for one. The end is an event of its own; where it came before the call, the socket knows it, and no event will say it again.';
  },
};

export const timeoutAsFin: Cause = {
  id: 'timeout-taken-for-fin',
  explain(evidence) {
    if (evidence.facts?.quiet !== true || bothValues(evidence)?.received !== null) return undefined;
    return 'null says that FIN has come. Nothing has come: the peer is there, the connection is open, and the next byte may be on its way. Whoever gets null here will close a healthy connection.';
  },
};

export const closedByTimeout: Cause = {
  id: 'closed-by-timeout',
  explain({ facts }) {
    if (facts?.closed !== true) return undefined;
    return 'Your code closed the socket when the time was over. A timeout is no news from the peer: it ends this call, and the caller decides whether to wait again.';
  },
};

export const bytesLost: Cause = {
  id: 'bytes-lost-between-calls',
  explain({ facts }) {
    if (facts?.between !== true) return undefined;
    return "The bytes arrived while no call was waiting, and the next call did not find them. A socket that flows goes on flowing when its last 'data' listener has been taken off, and what comes then is gone.";
  },
};

export const resetAsFin: Cause = {
  id: 'reset-taken-for-fin',
  explain(evidence) {
    if (evidence.facts?.reset !== true || bothValues(evidence)?.received !== null) return undefined;
    return "null says that the peer has sent all and closed. It reset the connection: what it meant to send is lost. 'close' comes after both and tells nothing of how it came to that.";
  },
};

export const timerLeft: Cause = {
  id: 'timer-left',
  explain({ facts }) {
    if (facts?.timers === undefined) return undefined;
    return 'The promise has settled, and the timer of the deadline goes on. It keeps a program alive that has nothing left to do, and when it is over it runs code for a call that is long past.';
  },
};

export const listenersLeft: Cause = {
  id: 'listeners-left',
  explain({ facts }) {
    if (facts?.listeners === undefined) return undefined;
    return 'Each call left listeners on the socket. They hold what belonged to that call, and all of them run at the next event.';
  },
};

export const idleLimitKept: Cause = {
  id: 'idle-limit-kept',
  explain({ facts }) {
    if (facts?.idle !== true) return undefined;
    return 'connectEx() gave out a connected socket, and after its deadline your code closed it, with nothing wrong. Code 0 was the end of the attempt: from there on nothing may count the time. A limit set by socket.setTimeout() stays until it is set to 0, a timer until it is cleared.';
  },
};
