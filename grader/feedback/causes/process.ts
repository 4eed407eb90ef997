import { type Cause, receivedError, receivedText } from '../evidence.ts';

/** Causes that show in how the learner's process ended, or in a call that never came back. */

export const notWritten: Cause = {
  id: 'not-written-yet',
  explain(evidence) {
    const [, name] = /Error: (\w+) is not written yet$/.exec(receivedText(evidence)) ?? [];
    return name && `${name} is still the stub: it throws as it shipped.`;
  },
  next: 'Write it. What it has to do stands above it, and in the lesson under "What the grader plays".',
};

export const missingExport: Cause = {
  id: 'missing-export',
  explain({ facts }) {
    const name = facts?.missingExport;
    return name === undefined
      ? undefined
      : `The grader calls ${name} by that name, and can only call what is exported.`;
  },
  next: 'Compare the names behind the word export with those of the lesson, letter by letter.',
};

export const tookMemory: Cause = {
  id: 'memory',
  explain({ ended }) {
    if (ended?.reason !== 'memory') return undefined;
    return 'More and more is kept and never let go: a list that is only added to, bytes that wait to be written (printed lines are such bytes), or what a loop makes that never ends.';
  },
  next: 'What does your code keep, for whom, and until when? And does every loop that makes something come to its end?',
};

export const printedTooMuch: Cause = {
  id: 'printed-too-much',
  explain({ ended }) {
    if (ended?.reason !== 'output') return undefined;
    return 'It printed without end: a loop that goes on, or an event that comes again and again.';
  },
  next: 'Look at what was printed (below): which line of yours prints it, and what makes it run again?',
};

export const unhandledReset: Cause = {
  id: 'unhandled-reset',
  explain({ ended }) {
    if (ended?.reason !== 'uncaught' || !/^(ECONNRESET|EPIPE)$/.test(ended.code)) return undefined;
    return `A client broke its connection off with RST. Node tells that by an 'error' event (${ended.code}) on the socket. Where nobody listens for it, or a promise is rejected with it that nobody awaits, it ends the whole process, and every other client with it.`;
  },
};

export const unhandledListenError: Cause = {
  id: 'unhandled-listen-error',
  explain({ ended }) {
    if (ended?.reason !== 'uncaught' || !/^(EADDRINUSE|EACCES|EADDRNOTAVAIL)$/.test(ended.code))
      return undefined;
    return `listen() fails by an 'error' event (${ended.code}), not by throwing. Where nobody listens for it, it ends the process and the promise never hears of it.`;
  },
};

export const unhandledRefusal: Cause = {
  id: 'unhandled-refusal',
  explain({ ended }) {
    if (ended?.reason !== 'uncaught' || !ended.message.startsWith('connect ')) return undefined;
    return `The connection could not be made (${ended.code}). Node tells that by an 'error' event on the socket. Where nobody listens for it, or a promise is rejected with it that nobody awaits, it ends the process, and whoever called never hears of it.`;
  },
};

export const unhandledIcmp: Cause = {
  id: 'no-error-listener',
  explain({ ended }) {
    if (ended?.reason !== 'uncaught' || ended.code !== 'ECONNREFUSED') return undefined;
    if (ended.message.startsWith('connect ')) return undefined; // that is TCP
    return "Nothing listens there any more: the other machine's ICMP answer comes as an 'error' event on the connected UDP socket. Where nobody listens for it, it ends the process.";
  },
};

export const unhandledTooLong: Cause = {
  id: 'unhandled-emsgsize',
  explain({ ended }) {
    if (ended?.reason !== 'uncaught' || ended.code !== 'EMSGSIZE') return undefined;
    return 'The kernel refused a datagram that was too long (EMSGSIZE). send() gives that error to its callback; thrown on from there, where nothing catches it, it ends the process for everybody in the room.';
  },
};

export const uncaughtError: Cause = {
  id: 'uncaught-error',
  explain({ ended }) {
    if (ended?.reason !== 'uncaught') return undefined;
    return `An error was thrown where nothing caught it (${ended.message}): in an event handler or a promise that nobody awaits, it ends the process for every client.`;
  },
};

export const calledExit: Cause = {
  id: 'called-exit',
  explain({ ended }) {
    if (ended?.reason !== 'exit-called') return undefined;
    return 'process.exit() ends the process at once: a server or a function that others call must leave that to them.';
  },
  next: 'What should happen instead: an error thrown, a promise rejected, one connection closed?',
};

export const otherErrorClass: Cause = {
  id: 'other-error-class',
  explain(evidence) {
    const due = evidence.facts?.dueError;
    const error = receivedError(evidence);
    if (typeof due !== 'string' || !error) return undefined;
    return `An error came, and its class is ${error.name}. The lesson asks for ${due} here: by the class a program tells one mistake from another.`;
  },
  next: 'Which error does the lesson ask for in this case, and where in your code does this one come from?',
};

export const neverSettles: Cause = {
  id: 'never-settles',
  explain({ facts }) {
    if (facts?.reason !== 'unsettled') return undefined;
    return 'The promise stays pending: on this path nothing calls resolve or reject. Which event says that it is over?';
  },
};

export const endlessLoop: Cause = {
  id: 'endless-loop',
  explain({ facts, ended }) {
    if (facts?.reason !== 'busy' && ended?.reason !== 'busy') return undefined;
    return 'Your code did not give control back: no event, timer or promise can go on while a loop runs.';
  },
  next: 'Which loop is it, and what would have to change inside it so that it ends?',
};

export const thrownAtOnce: Cause = {
  id: 'thrown-at-once',
  explain({ facts }) {
    if (facts?.thrown !== true) return undefined;
    return 'The error is the right one, and the call itself threw it: no promise came that could be rejected with it. Whoever wrote .catch() behind the call does not hear of it. In an async function, whatever is thrown becomes a rejection.';
  },
  next: 'What does the caller hold in its hands when your function throws before it has returned?',
};

export const gavePromise: Cause = {
  id: 'gave-a-promise',
  explain({ facts }) {
    if (facts?.gavePromise !== true) return undefined;
    return 'The function is async: it gives a promise where the lesson asks for the value itself, at once.';
  },
};

export const resolvedBeforeListening: Cause = {
  id: 'resolved-before-listening',
  explain({ facts }) {
    if (facts?.listening !== false) return undefined;
    return "The promise came to a server that does not listen: not yet, or no longer. listen() only begins it; the 'listening' event tells when it does, and close() ends it.";
  },
};

export const listensElsewhere: Cause = {
  id: 'listens-elsewhere',
  explain({ facts }) {
    const host = facts?.listensOn;
    if (host === undefined) return undefined;
    const everywhere = host === '0.0.0.0' || host === '::';
    return everywhere
      ? `${host} means every address of the machine: whoever reaches it on any network reaches your server. The address you were given names one.`
      : `The server listens on ${host}, and clients look for it elsewhere.`;
  },
};
