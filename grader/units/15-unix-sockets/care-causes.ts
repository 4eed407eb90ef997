import type { Cause } from '../../vocabulary.ts';
import { was } from './evidence.ts';

/** Causes that show in modes, in what is left behind, in what several do at once, and in the client. */

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

export const clientLeavesOpen: Cause = {
  id: 'client-leaves-open',
  explain({ facts }) {
    if (facts?.stillOpen !== true) return undefined;
    return 'The client has its number, and its connection is still open. Neither the server nor the process can let go of it.';
  },
  next: 'Who closes this connection, and when?',
};
