import type { Cause } from '../../vocabulary.ts';

/** Causes that show in what goes on too long, or grows too large. */

export const noDeadline: Cause = {
  id: 'command-not-killed',
  explain({ facts }) {
    if (facts?.survives === true)
      return 'The reply was sent, but the command goes on: that your server no longer waits for it does not end it.';
    if (facts?.missing === undefined || !(Number(facts.running) > 0)) return undefined;
    return `The command still runs, long after the ${facts.deadlineMs} ms that it had. Either nothing kills it, or it was sent a signal such as SIGTERM, which this command ignores.`;
  },
};

export const deadlineAsRefusal: Cause = {
  id: 'deadline-as-refusal',
  explain({ facts }) {
    if (facts?.refused === undefined || facts.hadBegun !== true) return undefined;
    return 'This command ran, it printed, and its time was over. A refusal says none of that: what had been printed is lost, and the client does not learn that a signal ended the command.';
  },
  next: 'What does the reply tell of a command that a signal has ended, and of what it printed before?',
};

export const exactlyTheMost: Cause = {
  id: 'exactly-the-most',
  explain({ facts }) {
    if (facts?.exactly !== true || facts.refused === undefined) return undefined;
    return '600 bytes of stdout and 400 of stderr are 1,000 together: exactly as many as maxOutputBytes allows. Where the limit was higher, such a command was answered.';
  },
  next: 'From which byte on is it too much?',
};

export const eachOutputByItself: Cause = {
  id: 'each-output-by-itself',
  explain({ facts }) {
    if (facts?.notRefused !== true || facts.both !== true) return undefined;
    return '600 bytes of stdout and 401 of stderr are 1,001 together, and 1,000 were the most. Each output was measured by itself.';
  },
};

export const noLimit: Cause = {
  id: 'no-largest-output',
  explain({ facts, called, ended }) {
    if (facts?.notRefused === true && facts.limit !== undefined)
      return 'The command printed more than maxOutputBytes, and its output was kept and sent all the same.';
    const endless = called?.includes('"endless"') === true;
    if (!endless || !(facts?.missing !== undefined || ended)) return undefined;
    return 'This command prints for ever. Its output was not cut off: it waits in your memory for an end that does not come.';
  },
};

export const holdsUpOthers: Cause = {
  id: 'one-command-for-all',
  explain({ facts, ended }) {
    if (facts?.heldUp !== true) return undefined;
    return ended?.reason === 'busy'
      ? 'While the command of client 1 ran, your process did nothing else at all: it stood still in a call that waits for the command, and no other client was heard.'
      : 'Client 2 got no reply while the command of client 1 ran. It does not have to wait for that: each connection has an order of its own.';
  },
};

export const allAtOnce: Cause = {
  id: 'all-at-once',
  explain({ facts }) {
    if (facts?.together === undefined) return undefined;
    return 'Each request of the chunk was started as it was read. A client that sends ten thousand of them in one write starts ten thousand programs on your machine.';
  },
};

export const childSurvives: Cause = {
  id: 'child-survives',
  explain({ facts }) {
    if (facts?.survivesReset !== true) return undefined;
    return 'Nobody told the command that its client is gone. It works on for somebody who will never read the reply.';
  },
};
