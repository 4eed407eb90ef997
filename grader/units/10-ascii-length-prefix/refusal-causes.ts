import { bothValues, type Cause, countBytes, type Evidence } from '../../vocabulary.ts';

/** Causes that show in what was not refused. */

/** The bad header that was taken, as text of one character a byte, and how long a body it was given. */
function taken({ facts }: Evidence): { text: string; length: number } | undefined {
  if (typeof facts?.header !== 'string' || typeof facts.took !== 'number') return undefined;
  return { text: Buffer.from(facts.header, 'hex').toString('latin1'), length: facts.took };
}

export const highBitDropped: Cause = {
  id: 'high-bit-dropped',
  explain(evidence) {
    const { text, length } = taken(evidence) ?? {};
    const seven = Buffer.from(text ?? '', 'latin1').map((byte) => byte & 0x7f);
    const read = Buffer.from(seven).toString('latin1');
    if (read === text || !/^[0-9]{4}$/.test(read) || Number(read) !== length) return undefined;
    return `These bytes were read as ${read}, and a message of ${countBytes(length)} was taken from what came next. toString('ascii') drops the highest bit of each byte, so that b0 becomes 30.`;
  },
};

export const headerSkipped: Cause = {
  id: 'header-skipped',
  explain({ facts }) {
    if (facts?.skipped !== true) return undefined;
    return 'No error came, and no message for this header: it was passed over, and the bytes behind it were read as headers again. Where the next message begins could only be known from this length, so that is a guess.';
  },
  next: 'Your decoder has seen that these bytes are no header. Where can it go on from there, and who has to know?',
};

export const parseIntStops: Cause = {
  id: 'parse-int',
  explain(evidence) {
    const { text, length } = taken(evidence) ?? {};
    if (text === undefined || Number.parseInt(text, 10) !== length) return undefined;
    if (Number(text) === length) return undefined;
    return `A message of ${countBytes(length)} was taken from what came next. That is what parseInt(${JSON.stringify(text)}, 10) gives: it reads as far as there are digits, and does not say where it stopped.`;
  },
};

export const numberTakesMore: Cause = {
  id: 'number-takes-more',
  explain(evidence) {
    const { text, length } = taken(evidence) ?? {};
    if (text === undefined || Number(text) !== length) return undefined;
    if (Number.parseInt(text, 10) === length) return undefined;
    return `A message of ${countBytes(length)} was taken from what came next. That is what Number(${JSON.stringify(text)}) gives: it knows exponents, hexadecimal, signs and blanks, as people write them.`;
  },
};

export const headerNotChecked: Cause = {
  id: 'header-not-checked',
  explain(evidence) {
    const { text, length } = taken(evidence) ?? {};
    if (text === undefined || length === undefined) return undefined;
    const then =
      length < 0
        ? 'no error came'
        : `a message of ${countBytes(length)} was taken from what came next`;
    return `Four bytes that are not all digits were not refused; ${then}. A function that reads numbers for people takes more than the protocol does.`;
  },
};

export const repairedText: Cause = {
  id: 'replaced-invalid',
  explain({ received }) {
    if (!received || !('value' in received) || !Array.isArray(received.value)) return undefined;
    const texts = received.value.filter((text) => typeof text === 'string');
    if (!texts.some((text) => text.includes('\ufffd'))) return undefined;
    return 'The invalid bytes became U+FFFD (�): text was made up, and what had really come is lost. toString() repairs, and so does a TextDecoder that is not told to be fatal.';
  },
};

export const droppedMark: Cause = {
  id: 'dropped-bom',
  explain(evidence) {
    const { expected, received } = bothValues(evidence) ?? {};
    if (typeof expected !== 'string' || `\ufeff${received}` !== expected) return undefined;
    return 'The text began with U+FEFF (ef bb bf), and came out without it. A TextDecoder takes it for a byte order mark unless told otherwise; here it is a character of the text.';
  },
};

export const cutCharacterKept: Cause = {
  id: 'cut-character-kept',
  explain({ facts, received }) {
    if (typeof facts?.body !== 'string' || !received || !('value' in received)) return undefined;
    const text = Array.isArray(received.value) ? received.value.at(-1) : undefined;
    if (typeof text !== 'string' || text === '') return undefined;
    const made = Buffer.from(text).toString('hex');
    if (made.length >= facts.body.length || !facts.body.startsWith(made)) return undefined;
    const rest = facts.body.slice(made.length).replace(/..(?=.)/g, '$& ');
    return `The body ends with ${rest}, the beginning of a character, and that is missing here without a word. So it is where a TextDecoder is told that more follows (stream: true): it keeps these bytes for its next call. Behind the end of a body nothing follows.`;
  },
  next: 'Which call of your decoding is the last for this body, and what does it do with bytes that are left over?',
};

export const acceptedAfterBody: Cause = {
  id: 'accepted-after-a-bad-body',
  explain({ facts }) {
    if (facts?.afterBody !== true) return undefined;
    return 'The decoder had thrown for a body that is no UTF-8, and then took more. The length of that body was known, so the next message could be found; but a text is missing, and whoever goes on without it does not know that. After either error the decoder is finished.';
  },
  next: 'Of which two errors does item 9 of the lesson speak, and after which of them does your decoder go on?',
  lesson: 'bytes-first-text-last',
};

export const acceptedAgain: Cause = {
  id: 'accepted-again',
  explain({ facts }) {
    if (typeof facts?.again !== 'number') return undefined;
    return facts.again > 0
      ? 'The decoder had thrown, and then handed out a message. It has guessed where that begins: after an error nobody knows.'
      : 'The decoder had thrown, and then took more bytes without a word. Whoever missed the error waits for messages that never come.';
  },
};
