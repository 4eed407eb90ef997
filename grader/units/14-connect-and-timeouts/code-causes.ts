import type { Cause } from '../../vocabulary.ts';

/** Causes that show in where a code came from. */

export const abortForTimeout: Cause = {
  id: 'abort-for-timeout',
  explain({ facts }) {
    if (facts?.deadline !== true || facts.told !== 'ABORT_ERR') return undefined;
    return 'ABORT_ERR is the code of an attempt that a signal ended, and the caller gave none. Where you use AbortSignal.timeout(): its error is told by this code, although a time was over. The caller asked for a deadline, and wants to hear of that.';
  },
  next: 'Which of your two ways to end an attempt was it, and who of you knows that?',
};

export const reasonForError: Cause = {
  id: 'reason-for-error',
  explain({ facts }) {
    if (facts?.told !== 20 && facts?.told !== 23) return undefined;
    return `${facts.told} is what signal.reason.code holds: the number of a DOMException, of the web's. The error that Node's socket emits is another object, and its code is a name.`;
  },
  next: 'Two objects tell of the abort: the reason of the signal and the error of the socket. Which has the name?',
};

export const targetLeftOut: Cause = {
  id: 'target-left-out',
  explain({ facts }) {
    const { row, told } = facts ?? {};
    if (row === 'localPort' && told === 0)
      return 'Your code connected, from some port that the kernel chose. The target named the port to leave from, localPort: it has an owner already, so the attempt had to fail. net.connect() has to be told of it.';
    if (row !== 'path' || typeof told !== 'string' || !told.startsWith('ERR_')) return undefined;
    return `${told} is what Node says of the arguments that net.connect() was given, before anything was tried. This target has a path, and neither host nor port.`;
  },
  next: 'Which fields can a target have, and which of them has your code handed on?',
};

export const messageForCode: Cause = {
  id: 'message-for-code',
  explain({ facts }) {
    const { noCode, wanted = '' } = facts ?? {};
    if (typeof noCode !== 'string') return undefined;
    return noCode.includes(String(wanted))
      ? `${wanted} stands in the message, which is for people to read. code is another property of an error: new Error(message) does not set it, and programs ask for nothing else.`
      : "The Error has no code, so the caller cannot tell what happened. An error that Node's socket emits has one.";
  },
  next: 'Which property of the error does a program ask, and who sets it?',
};
