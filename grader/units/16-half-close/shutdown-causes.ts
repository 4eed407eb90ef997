import { bothValues, type Cause, countBytes, receivedText } from '../../vocabulary.ts';

/** What a shutdown may do to those who come, those who talk, and those who stay. */

export const stillListens: Cause = {
  id: 'still-listens',
  explain({ facts }) {
    if (facts?.letIn !== true) return undefined;
    return 'The server still listened. While it waits for those who are there, others come, and on a busy day the last one never leaves.';
  },
};

export const noShutdown: Cause = {
  id: 'no-shutdown-method',
  explain(evidence) {
    const text = receivedText(evidence);
    if (!evidence.called?.startsWith('shutdown(') || !text.includes('shutdown is not a function'))
      return undefined;
    return 'The server listens, and what the promise came to has no method shutdown. It has to be on that very object: a plain net.Server has none.';
  },
  next: 'What is the object that you resolve with, and where does it get its shutdown from?',
};

export const brokenAtShutdown: Cause = {
  id: 'broken-at-shutdown',
  explain({ facts }) {
    if (facts?.cut !== true) return undefined;
    const { name, end, refused, length, open } = facts;
    if (refused)
      return `shutdown() reset ${name}, which was refused and still sends. It may not have read the refusal yet, and an RST may erase that. Its time is lingerMs, and graceMs at most.`;
    const bytes = Number(length) > 0 ? `${countBytes(Number(length))} of its own` : '';
    const what = [bytes, open ? '' : end].filter(Boolean).join(' and ');
    return `shutdown() sent ${name} ${what} in the middle of its conversation. There is plenty of time left (graceMs), and whatever comes to a client here is taken for its reply.`;
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

export const noCount: Cause = {
  id: 'no-count',
  explain({ facts, received }) {
    if (facts?.count === undefined || !received || !('text' in received)) return undefined;
    if (received.value !== undefined || received.text !== 'undefined') return undefined;
    return "The promise came to undefined. It has come when it should; what is missing is the number of those who were broken off. (A 'close' event carries none.)";
  },
  next: 'Who knows how many connections were open when graceMs had passed, and who gives that on?',
};

export const countedLingering: Cause = {
  id: 'counted-lingering',
  explain(evidence) {
    const { received } = bothValues(evidence) ?? {};
    if (evidence.facts?.lingering !== true || typeof received !== 'number') return undefined;
    return 'client 1 had been refused, and was reset because lingerMs had passed: not by the shutdown. The number is of those who are still there when graceMs has passed, and nobody was.';
  },
  next: 'Which of your resets are counted, and which of them does graceMs cause?',
};

export const lingeringStopped: Cause = {
  id: 'lingering-stopped',
  explain({ facts }) {
    if (facts?.lingering !== true || facts.reason !== 'unsettled') return undefined;
    return 'client 1 was refused before shutdown() was called and never sends FIN. Its lingerMs has long passed, and it was not reset: its time runs on during a shutdown, which waits for it.';
  },
  next: 'What does your shutdown do to the clocks of those who were refused before?',
};

export const wrongCount: Cause = {
  id: 'wrong-count',
  explain(evidence) {
    const { expected, received } = bothValues(evidence) ?? {};
    const { count, who } = evidence.facts ?? {};
    if (count === undefined || typeof expected !== 'number') return undefined;
    if (typeof received !== 'number') return undefined;
    if (expected === 0) return 'Every client had finished by itself: none was broken off.';
    const open = `${expected} were open when graceMs had passed: ${who}.`;
    if (received === 0)
      return `${open} They were reset, and none was counted. Whoever counts after the reset finds nobody left.`;
    if (received > expected)
      return `${open} client 4 had its reply and FIN before shutdown(), and client 6 after that, long before graceMs had passed.`;
    return `${open} Each of them has been ended by now, and not all were counted.`;
  },
  next: 'When exactly do you count, and which of these clients are in your list at that moment?',
};

export const looksNowAndThen: Cause = {
  id: 'looks-now-and-then',
  explain({ facts }) {
    if (facts?.late !== true || facts.came !== true) return undefined;
    const ran =
      Number(facts.timers) > 0 ? 'A timer of yours ran meanwhile, and nothing else was left.' : '';
    return `All had closed, and the promise came later. ${ran} Whoever looks now and then whether somebody is left finds out late; an event comes at once.`.replace(
      '  ',
      ' ',
    );
  },
  next: 'Which event says that the last connection has closed, and who listens for it?',
};

export const waitsForEver: Cause = {
  id: 'waits-for-ever',
  explain({ facts }) {
    if (facts?.atDeadline !== true || facts.ending !== 'open') return undefined;
    return 'graceMs has long passed. A client that never sends FIN, or never reads, decides how long your shutdown takes: the clock of your own that ends the waiting is missing.';
  },
};

export const forgottenAtDeadline: Cause = {
  id: 'forgotten-at-the-deadline',
  explain({ facts }) {
    if (facts?.atDeadline !== true || facts.reason !== 'unsettled') return undefined;
    if (facts.forgotten !== true)
      return 'client 2, client 3 and client 5 were reset when graceMs had passed, so nobody is waited for any more, and the promise did not come.';
    return "client 2, client 3 and client 5 were reset when graceMs had passed, and client 1 was not: your process holds its socket still. Its reply has been handed to the socket and is not read. Such a connection is open, whatever you have called on it, until the socket emits 'close'.";
  },
  next: 'When does a connection leave the list that you go through when graceMs has passed?',
};

export const leftOut: Cause = {
  id: 'left-out-at-the-deadline',
  explain({ facts }) {
    if (facts?.leftOut !== true) return undefined;
    return facts.heard === 'held'
      ? `${facts.name} was refused and has had your FIN. It has sent none, so its connection is open, and your process holds it: the others were reset, and this one was not.`
      : `${facts.name} was refused and has had your FIN. Your process holds its socket no more, and sent no RST: destroy() sends nothing where FIN has gone and nothing lies unread. That client waits on.`;
  },
  next: 'Which connections do you go through when graceMs has passed, and what is sent to each?',
};

export const brokenTooSoon: Cause = {
  id: 'broken-too-soon',
  explain({ facts }) {
    if (facts?.tooSoon !== true) return undefined;
    return `${facts.name} was broken off before its time. Until graceMs has passed everybody may finish, whoever it is: it would have had that long to read, or to ask.`;
  },
  next: 'Who is ended in your shutdown before graceMs has passed, and why?',
};

export const finAtDeadline: Cause = {
  id: 'fin-at-the-deadline',
  explain({ facts }) {
    if (facts?.atDeadline !== true || facts.ending !== 'fin') return undefined;
    return `${facts.name} heard FIN: "this was all". It was not: no reply has been sent. end() sends FIN, and so does destroy() where nothing is left unread; only an RST says that the conversation was broken off.`;
  },
};

export const lingerTimerLeft: Cause = {
  id: 'linger-timer-left',
  lesson: 'closing-first-without-a-reset',
  explain({ facts }) {
    const { timers, lingering } = facts ?? {};
    if (typeof timers !== 'number' || timers <= 0 || !(Number(lingering) > 0)) return undefined;
    const [count, runs] = lingering === 1 ? ['One timer', 'runs'] : [`${lingering} timers`, 'run'];
    return `${count} of yours already ran before shutdown() was called, and still ${runs}. By then client 2, refused, had sent its FIN, and client 3, refused as well, had reset: nobody was waited for. What lingers is your clock, for the whole of lingerMs.`;
  },
  next: 'A refused client sends FIN, or resets. What is to become of the clock that waited for that?',
};

export const timerLeft: Cause = {
  id: 'timer-left',
  explain({ facts }) {
    if (typeof facts?.timers !== 'number' || facts.timers <= 0) return undefined;
    return 'A timer of yours still runs that was started after shutdown() was called. A process does not end by itself before its last timer has: the shutdown was quick, and its program stays for the whole of that time.';
  },
};
