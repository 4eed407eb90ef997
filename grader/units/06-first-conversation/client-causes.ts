import { bothBytes, bothValues, type Cause, countBytes, type Evidence } from '../../vocabulary.ts';

/** Causes that show in what a client does. */

export const spokeBeforeGreeting: Cause = {
  id: 'spoke-before-the-greeting',
  explain({ facts, received }) {
    if (facts?.spokeFirst !== true || !received || !('bytes' in received)) return undefined;
    return `${countBytes(received.bytes.length)} came from your client before the server had said anything: they were sent when the connection stood, not when the greeting had been heard.`;
  },
};

export const newlineKept: Cause = {
  id: 'newline-kept',
  explain(evidence) {
    const { expected, received } = bothValues(evidence) ?? {};
    if (received !== `${expected}\n`) return undefined;
    return 'The newline is still there. It says where the text ends; it is no part of it.';
  },
};

export const goodbyeTooLate: Cause = {
  id: 'goodbye-too-late',
  explain({ received, ended }) {
    const text = received && 'text' in received ? received.text : (ended?.message ?? '');
    if (!/after (end|a stream was destroyed)|ended by the other party/.test(text)) return undefined;
    return "The greeting was heard, and behind it came the server's FIN. At 'end' Node ends your side of the connection as well, unless it is told that half-open connections are allowed: the goodbye that came later was an error.";
  },
  next: 'At what moment do you know the greeting, and at what moment do you speak? What may happen between the two?',
};

export const firstChunkTaken: Cause = {
  id: 'chunk-taken-for-message',
  explain(evidence) {
    const { expected, received } = bothValues(evidence) ?? {};
    if (typeof expected !== 'string' || typeof received !== 'string') return undefined;
    if (received === expected || !expected.startsWith(received)) return undefined;
    return `"${received}" is what the first event brought. TCP carries bytes: the rest of a text may come with the next event, or the one after it. Only the newline says that it is complete.`;
  },
};

export const readPastNewline: Cause = {
  id: 'read-past-the-newline',
  explain(evidence) {
    const { expected, received } = bothValues(evidence) ?? {};
    if (typeof received !== 'string' || !received.startsWith(`${expected}\n`)) return undefined;
    return 'Behind the newline the next message begins, and here it came together with the first. The first newline ends the greeting, wherever it stands in what an event brought.';
  },
};

export const decodedPerChunk: Cause = {
  id: 'decoded-per-chunk',
  explain(evidence) {
    const { expected, received } = bothValues(evidence) ?? {};
    if (received === undefined || !JSON.stringify(received)?.includes('\ufffd')) return undefined;
    if (JSON.stringify(expected)?.includes('\ufffd')) return undefined;
    return '� is U+FFFD, which a decoder puts where bytes make no character. A character was cut in two on its way, and each part was decoded by itself.';
  },
};

export const errorSwallowed: Cause = {
  id: 'error-swallowed',
  explain(evidence) {
    const { received, facts } = evidence;
    if (facts?.refused !== true || received?.remark !== 'from a promise') return undefined;
    return 'The connection was refused, and the promise resolved all the same. Whoever called cannot tell this from a visit that went well.';
  },
};

export const endTakenForNewline: Cause = {
  id: 'end-taken-for-newline',
  explain({ received, facts }) {
    if (typeof facts?.leftAfter !== 'number' || facts.way !== 'FIN') return undefined;
    if (received?.remark !== 'from a promise') return undefined;
    return `The server left after ${countBytes(facts.leftAfter)}, with no newline among them, and your promise came to what there was. A text that was cut off looks like a shorter text; without its newline it is none.`;
  },
};

export const resetByServer: Cause = {
  id: 'unhandled-reset',
  explain({ ended }) {
    if (ended?.reason !== 'uncaught' || !/^(ECONNRESET|EPIPE)$/.test(ended.code)) return undefined;
    return `The server broke the connection off with RST. Node tells that by an 'error' event (${ended.code}) on the socket; where nobody listens for it, it ends the process, and the promise never hears of it.`;
  },
};

export const socketLeftOpen: Cause = {
  id: 'socket-left-open',
  explain({ facts }) {
    if (facts?.stillOpen !== true) return undefined;
    return 'The promise was rejected, and the socket stayed open: a caller who has given up does not know of it, and the server waits for somebody who will never speak.';
  },
};

export const gaveUpInTheMiddle: Cause = {
  id: 'gave-up-in-the-middle',
  explain({ facts }) {
    if (facts?.rejected === undefined || facts.ending !== 'open') return undefined;
    return `Your function ended with a ${facts.rejected} while the server was waiting for it. Its socket is still there, and the server cannot see that nobody is behind it any more.`;
  },
  next: 'Where does that error come from? And where one comes, what becomes of the socket?',
};

export const spokeAfterExit: Cause = {
  id: 'spoke-after-exit',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || !received || expected.length > 0 || received.length === 0) return undefined;
    return `${countBytes(received.length)} came behind exit. Whoever has said exit has nothing more to say; the server reads it, and answers nothing.`;
  },
};

function bothLists(evidence: Evidence): { expected: string[]; received: string[] } | undefined {
  const { expected, received } = bothValues(evidence) ?? {};
  return areTexts(expected) && areTexts(received) ? { expected, received } : undefined;
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

export const newlinesKept: Cause = {
  id: 'newline-kept',
  explain(evidence) {
    const { expected, received } = bothLists(evidence) ?? {};
    if (!expected || !received || received.length === 0) return undefined;
    if (!received.every((line, i) => line === `${expected[i]}\n`)) return undefined;
    return 'The newline is still there, behind each line. It says where a line ends; it is no part of it.';
  },
  lesson: 'seven-bytes',
};

export const blanksTrimmed: Cause = {
  id: 'blanks-trimmed',
  explain(evidence) {
    const { expected, received } = bothLists(evidence) ?? {};
    if (!expected || received?.length !== expected.length) return undefined;
    const trimmed = received.every(
      (line, i) => line === expected[i] || line === expected[i]?.trim(),
    );
    const line = expected.find((text, i) => text !== received[i]);
    if (!trimmed || line === undefined) return undefined;
    const where = line.trimEnd() === line ? 'beginning' : 'end';
    const how = where === 'end' ? ' with the newline' : '';
    return `The blank at the ${where} of ${JSON.stringify(line)} was taken off${how}: trim() takes away all white space. Blanks belong to the line; only the newline does not.`;
  },
  next: 'Which byte ends a line, and which may stand before it?',
  lesson: 'seven-bytes',
};

export const chunksTakenForLines: Cause = {
  id: 'chunk-taken-for-message',
  explain(evidence) {
    const { expected, received } = bothLists(evidence) ?? {};
    if (!expected || !received || !dividedElsewhere(expected, received)) return undefined;
    return 'The words are the right ones, and divided wrongly: by the events that brought them. An event may bring half a line, or three. Only the newline says where a line ends.';
  },
  lesson: 'an-event-is-not-a-message',
};

/** Whether the pieces are what was said from its beginning, byte for byte (a newline behind each aside), and not its lines. */
function dividedElsewhere(lines: readonly string[], pieces: readonly string[]): boolean {
  const said = lines.map((line) => `${line}\n`).join('');
  let at = 0;
  let elsewhere = false;
  for (const piece of pieces) {
    if (!said.startsWith(piece, at) && said[at] === '\n') at++;
    if (!said.startsWith(piece, at)) return false;
    const begins = at === 0 || said[at - 1] === '\n';
    at += piece.length;
    elsewhere ||= !begins || said[at] !== '\n' || piece.includes('\n');
  }
  return elsewhere;
}

export const waitsForAnotherEvent: Cause = {
  id: 'waits-for-another-event',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    const { facts } = evidence;
    if (facts?.answeredAhead === undefined || facts.ending !== 'open') return undefined;
    if (!expected?.subarray(0, received?.length).equals(received ?? expected)) return undefined;
    const said = (received?.toString().split('\n').length ?? 1) - 1;
    if (said === 1) {
      return `All the answers had come ${facts.answeredAhead} when your client waited for the first of them, and it does not have them. What stands behind a line in the event that brought it is the beginning of the next; and bytes that come while nobody listens are gone.`;
    }
    if (said < 1) return undefined;
    return `All the answers had come ${facts.answeredAhead}. Your client took an event for the answer to one line, said the next, and waits for an event that does not come: what it waits for is there. (A loop that writes and then waits for once(socket, 'data') does that, as one of sendall() and recv() does in Python.) Keep what has come, and take one line after the other out of it.`;
  },
  next: 'When an event has come, how many lines may be in what you keep? When do you wait for another?',
  lesson: 'an-event-is-not-a-message',
};

export const conversationCutShort: Cause = {
  id: 'conversation-cut-short',
  explain({ received, facts }) {
    if (facts?.cutShort === undefined || received?.remark !== 'from a promise') return undefined;
    return `${facts.cutShort} came before the server had answered everything, and your promise resolved. Whoever called takes what was heard for the whole conversation.`;
  },
};
