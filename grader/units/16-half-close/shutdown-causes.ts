import { bothValues, type Cause } from '../../vocabulary.ts';

/** What a shutdown may do to those who come, those who talk, and those who stay. */

export const stillListens: Cause = {
  id: 'still-listens',
  explain({ facts }) {
    if (facts?.letIn !== true) return undefined;
    return 'The server still listened. While it waits for those who are there, others come, and on a busy day the last one never leaves.';
  },
};

export const brokenAtShutdown: Cause = {
  id: 'broken-at-shutdown',
  explain({ facts }) {
    if (facts?.cut !== true) return undefined;
    const what = facts.ending === 'fin' ? 'FIN' : 'RST';
    return `shutdown() sent ${facts.name} ${what} in the middle of its conversation. There is plenty of time left (graceMs), and what that client was to get is lost.`;
  },
};

export const resolvedEarly: Cause = {
  id: 'resolved-early',
  explain({ facts }) {
    if (facts?.settledEarly !== true) return undefined;
    return 'The promise came while connections were open. close() of a server only stops it from listening: connections that it has accepted live on. Who ends the process at this point kills them.';
  },
};

export const waitsOutTheGrace: Cause = {
  id: 'waits-out-the-grace',
  explain({ facts }) {
    if (facts?.drained !== true || facts.reason !== 'unsettled') return undefined;
    return 'All clients have had their FIN and sent theirs, and the promise is still pending. graceMs is the longest that a shutdown may take, not how long it has to.';
  },
};

export const wrongCount: Cause = {
  id: 'wrong-count',
  explain(evidence) {
    const { expected, received } = bothValues(evidence) ?? {};
    if (evidence.facts?.count === undefined || typeof expected !== 'number') return undefined;
    if (typeof received !== 'number') return undefined;
    return expected === 0
      ? 'Every client had finished by itself: none was broken off.'
      : `${expected} connections were open when graceMs had passed. One that had closed before is not among them.`;
  },
};

export const waitsForEver: Cause = {
  id: 'waits-for-ever',
  explain({ facts }) {
    if (facts?.atDeadline !== true) return undefined;
    if (facts.ending !== 'open' && facts.reason !== 'unsettled') return undefined;
    return 'graceMs has long passed. A client that never sends FIN, or never reads, decides how long your shutdown takes: the clock of your own that ends the waiting is missing.';
  },
};

export const finAtDeadline: Cause = {
  id: 'fin-at-the-deadline',
  explain({ facts }) {
    if (facts?.atDeadline !== true || facts.ending !== 'fin') return undefined;
    return `${facts.name} heard FIN: "this was all". It was not: no reply has been sent. A socket that is destroyed sends FIN where nothing is left unread; only an RST says that the conversation was broken off.`;
  },
};

export const timerLeft: Cause = {
  id: 'timer-left',
  explain({ facts }) {
    if (typeof facts?.timers !== 'number' || facts.timers <= 0) return undefined;
    return 'A timer of yours still runs. A process does not end by itself before its last timer has: the shutdown was quick, and its program stays for the whole of that time.';
  },
};
