import type { Cause } from '../../vocabulary.ts';
import { codeIn, was } from './evidence.ts';

/** Causes that show in modes, in what is left behind, in what several do at once, and in the client. */

export const zeroIsNoMode: Cause = {
  id: 'zero-is-no-mode',
  explain({ facts }) {
    if (facts?.wanted !== '000' || facts.mode !== '600') return undefined;
    return 'The mode 0 was given, and the file has the 600 of a call without one. 0 is a mode (nobody but root may connect), but as a condition it counts as false: what asks by truth whether a mode was given takes it for none.';
  },
};

export const modeNotSet: Cause = {
  id: 'mode-not-set',
  explain({ facts }) {
    if (facts?.mode === undefined || facts.mode !== facts.left) return undefined;
    return `${facts.left} is what the umask leaves of 777: nobody has given the file a mode. listen() has no option for it, and options that it does not know it ignores.`;
  },
};

export const modeInDecimal: Cause = {
  id: 'mode-in-decimal',
  explain({ facts }) {
    const { mode, wanted } = facts ?? {};
    const meant = Number(wanted);
    if (wanted === undefined || mode !== (meant & 0o777).toString(8).padStart(3, '0'))
      return undefined;
    return `A mode is written in octal. The decimal number ${wanted} is ${meant.toString(8)} in octal, whose last three digits are ${mode}. In TypeScript an octal number begins with 0o: 0o${wanted}.`;
  },
};

export const leavesLock: Cause = {
  id: 'leaves-a-lock',
  explain({ facts }) {
    if (typeof facts?.leftover !== 'string' || facts.leftover === '') return undefined;
    return `${facts.leftover} was made beside the socket and is still there. Whoever asks for it the next time will believe that somebody is just starting.`;
  },
};

export const refusedForEver: Cause = {
  id: 'refused-for-ever',
  explain({ facts, received }) {
    if (facts?.refusedWhile === undefined || codeIn(received) !== 'EADDRINUSE') return undefined;
    return `Nothing stands at this path. A start was refused here while ${facts.refusedWhile}, and that was right; but it is refused still. Whatever your code keeps while a start is under way, it has kept after one that failed.`;
  },
  next: 'On which ways does a start end, and which of them let go of what it has kept for its path?',
  lesson: 'one-undertaker-at-a-time',
};

export const leavesFile: Cause = {
  id: 'leaves-the-file',
  explain({ facts }) {
    if (facts?.fileLeft !== true) return undefined;
    return "Node's close() unlinks the name that listen() was given. The socket has another one here: it came to it by a rename or a link, of which Node knows nothing.";
  },
};

export const twoUndertakers: Cause = {
  id: 'two-undertakers',
  explain({ facts }) {
    const { served = 0, others = '' } = facts ?? {};
    if (facts?.served === undefined) return undefined;
    if (Number(served) > 1)
      return `${served} of them listen, and one name can lead to one of them only. All had seen the dead socket; whoever came later removed the new socket of the one before, and took it for the dead one.`;
    if (/ENOENT/.test(String(others)))
      return 'One of them found nothing there any more (ENOENT): between its look and what it did next, another had been there. To say EADDRINUSE in place of ENOENT is no cure: what it removes the next time may be the socket of the one that serves.';
    return undefined;
  },
};

export const firstChunkIsAnswer: Cause = {
  id: 'first-chunk-is-the-answer',
  explain({ facts, received }) {
    if (Number(facts?.pieces ?? 1) < 2 || !was(received, 'number')) return undefined;
    return 'The number came in several chunks, and your client went with the first. Where a number ends is told by the newline.';
  },
};

export const takesAnyLine: Cause = {
  id: 'takes-any-line',
  explain({ facts, received }) {
    if (facts?.said === undefined || !was(received, 'number')) return undefined;
    const value = received && 'value' in received ? String(received.value) : '';
    return facts.said === ''
      ? `The server ended without a word, and the client made ${value} of that.`
      : `${JSON.stringify(facts.said)} is no line of digits, and the client made ${value} of it.`;
  },
};

export const oneLockForAll: Cause = {
  id: 'one-lock-for-all',
  explain({ facts, received }) {
    if (facts?.apart !== true || codeIn(received) !== 'EADDRINUSE') return undefined;
    return 'Two starts were under way, each for a path of its own, and this one was refused. No server lives there: it was refused for the sake of the other path.';
  },
  next: 'Who may be in whose way: two starts, or two starts for one path?',
};

export const waitsBehindTheLine: Cause = {
  id: 'waits-behind-the-line',
  explain({ facts }) {
    if (facts?.reason !== 'unsettled' || !String(facts.said ?? '').endsWith('\n')) return undefined;
    return `The server said ${JSON.stringify(facts.said)} and waits. A whole line is there, and it is no number: whatever comes behind it is not the answer, and this server sends nothing more.`;
  },
  next: 'What do you know as soon as the newline is there?',
};

export const clientLeavesOpen: Cause = {
  id: 'client-leaves-open',
  explain({ facts }) {
    if (facts?.stillOpen !== true) return undefined;
    if (facts.said !== undefined)
      return `The server said ${JSON.stringify(facts.said)} and waits. The promise was rejected, and the connection is still open: to reject does not close it, as to resolve does not.`;
    return 'The client has its number, and its connection is still open. Neither the server nor the process can let go of it.';
  },
  next: 'Who closes this connection, and when?',
};
