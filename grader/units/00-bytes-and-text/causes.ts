import { bothValues, type Cause, pythonsName, receivedError } from '../../vocabulary.ts';

const WORDS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const REPLACEMENT = '\ufffd';

/** The words that this unit is about stand in its own table. */
export const pythonsWord: Cause = {
  ...pythonsName,
  next: 'Which row of the table Python | Node in the lesson is the one you need?',
  lesson: 'bytes-and-characters',
};

export const countedCodeUnits: Cause = {
  id: 'utf16-code-units',
  explain(evidence) {
    const { text, counted } = evidence.facts ?? {};
    if (typeof text !== 'string' || counted !== 'code units') return undefined;
    const lost = Buffer.byteLength(text) - text.length;
    return `${text.length} is what ${JSON.stringify(text)}.length counts: UTF-16 code units. A network carries bytes; a length prefix of ${text.length} would lose ${WORDS[lost] ?? lost} of them.`;
  },
};

export const countedCodePoints: Cause = {
  id: 'code-points',
  explain({ facts }) {
    const { text, counted } = facts ?? {};
    if (typeof text !== 'string' || counted !== 'code points') return undefined;
    return `${[...text].length} counts code points, which is what [...text] holds. Each of them is one to four bytes in UTF-8.`;
  },
};

export const countedUtf16Bytes: Cause = {
  id: 'utf16le',
  explain({ facts }) {
    const { text, counted } = facts ?? {};
    if (typeof text !== 'string' || counted !== 'UTF-16 bytes') return undefined;
    return `${2 * text.length} is two bytes for each UTF-16 code unit: the length in UTF-16, not in UTF-8.`;
  },
};

export const acceptedOutOfRange: Cause = {
  id: 'out-of-range-accepted',
  explain({ facts, received }) {
    if (
      facts?.outside !== true ||
      !received ||
      !('text' in received) ||
      !received.text.startsWith('[')
    )
      return undefined;
    return 'An n that is no place in these bytes was bent until it was one (subarray does that: -1 counts from the end). The caller, who made a mistake, learns nothing of it.';
  },
};

export const splitCharacters: Cause = {
  id: 'characters-counted',
  explain(evidence) {
    const received = bothValues(evidence)?.received;
    if (!Array.isArray(received) || !(received[0] instanceof Uint8Array)) return undefined;
    const expected = bothValues(evidence)?.expected;
    if (!Array.isArray(expected) || !(expected[0] instanceof Uint8Array)) return undefined;
    const [got, wanted] = [received[0].length, expected[0].length];
    if (got === wanted) return undefined;
    return `The first part holds ${got} bytes where ${wanted} were asked for: n was counted in characters, or the bytes went through a string on their way.`;
  },
};

export const decodedPerChunk: Cause = {
  id: 'character-cut-in-two',
  explain(evidence) {
    const values = bothValues(evidence);
    if (typeof values?.expected !== 'string' || values.expected.includes(REPLACEMENT))
      return undefined;
    const { received } = values;
    const garbled = typeof received === 'string' && received.includes(REPLACEMENT);
    const threw = receivedError(evidence) !== undefined;
    if ((!garbled && !threw) || Number(evidence.facts?.chunks) < 2) return undefined;
    return garbled
      ? 'The character was cut between two chunks, and each half was decoded by itself: a half is no character, so U+FFFD (�) takes its place.'
      : 'The character was cut between two chunks, and each half was decoded by itself: a half alone is invalid, so decoding it throws.';
  },
};

export const decodedAsLatin1: Cause = {
  id: 'latin1',
  explain(evidence) {
    const values = bothValues(evidence);
    if (typeof values?.expected !== 'string' || typeof values.received !== 'string')
      return undefined;
    if (values.received !== Buffer.from(values.expected).toString('latin1')) return undefined;
    return 'Each byte became a character of its own: that is latin1. In UTF-8 a character takes one to four bytes.';
  },
};

export const decodedAsUtf16: Cause = {
  id: 'utf16le',
  explain(evidence) {
    const values = bothValues(evidence);
    if (typeof values?.expected !== 'string' || typeof values.received !== 'string')
      return undefined;
    if (values.received !== Buffer.from(values.expected).toString('utf16le')) return undefined;
    return 'Every two bytes became one character: that is UTF-16. The bytes are UTF-8.';
  },
};

export const droppedTheEnd: Cause = {
  id: 'cut-at-end-dropped',
  explain(evidence) {
    const values = bothValues(evidence);
    if (
      evidence.facts?.why !== 'the bytes end inside a character' ||
      typeof values?.received !== 'string'
    )
      return undefined;
    if (values.received.includes(REPLACEMENT)) return undefined;
    return 'The decoder kept the last bytes back, waiting for the rest of the character, and nobody told it that no more would come.';
  },
};

export const replacedInvalid: Cause = {
  id: 'replaced-invalid',
  explain(evidence) {
    const received = bothValues(evidence)?.received;
    if (typeof received !== 'string' || !received.includes(REPLACEMENT)) return undefined;
    return 'The invalid bytes became U+FFFD (�): text was made up, and what had really come is lost.';
  },
};

export const keptMark: Cause = {
  id: 'kept-bom',
  explain(evidence) {
    const values = bothValues(evidence);
    if (typeof values?.received !== 'string' || values.received !== `\ufeff${values.expected}`)
      return undefined;
    return 'The text begins with U+FEFF, which nobody sees: it is not equal to the same text without it.';
  },
};

export const strippedInnerMark: Cause = {
  id: 'stripped-inner-bom',
  explain(evidence) {
    const values = bothValues(evidence);
    if (typeof values?.expected !== 'string' || !values.expected.includes('\ufeff'))
      return undefined;
    if (values.received !== values.expected.replaceAll('\ufeff', '')) return undefined;
    return 'A U+FEFF inside the text was dropped as well. Only the first one, at the very start, is a byte order mark.';
  },
};
