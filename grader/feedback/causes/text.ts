import { firstDifference } from '../bytes.ts';
import { bothBytes, type Cause } from '../evidence.ts';

/** Causes that show where bytes went through a string on their way. */

const REPLACEMENT = Buffer.from('\ufffd');

export const upperCasedAsText: Cause = {
  id: 'upper-cased-as-text',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!evidence.sent || !expected || !received) return undefined;
    const asText = Buffer.from(Buffer.from(evidence.sent).toString().toUpperCase());
    if (
      !received.equals(asText) &&
      !(received.includes(REPLACEMENT) && !expected.includes(REPLACEMENT))
    )
      return undefined;
    return received.includes(REPLACEMENT)
      ? 'ef bf bd is U+FFFD (�), which a decoder puts where bytes make no character. Your server turned the bytes into a string; what is no UTF-8, or is cut in two, does not survive that.'
      : 'Your server turned the bytes into a string and upper-cased that: JavaScript knows capitals of letters far beyond a–z (of ß it makes SS). Only 61 to 7a were to change.';
  },
};

export const rangeWithoutItsEnd: Cause = {
  id: 'range-without-its-end',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    const at = expected && received ? firstDifference(expected, received) : -1;
    // Of an a that comes back as it was nobody knows whether any letter would have changed.
    if (expected?.[at] !== 0x5a || received?.[at] !== 0x7a) return undefined;
    if (Number(evidence.facts?.heardBefore ?? 0) + at < 25) return undefined;
    return 'z (7a) came back as it was, and the letters before it as capitals: it is one end of the range a–z, and belongs to it.';
  },
};

export const upperCasedLatin1: Cause = {
  id: 'upper-cased-latin1',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!evidence.sent || !expected || !received) return undefined;
    const at = firstDifference(expected, received);
    const [wanted, got] = [expected[at], received[at]];
    const latin1 = Buffer.from(
      Buffer.from(evidence.sent).toString('latin1').toUpperCase(),
      'latin1',
    );
    if (
      wanted === undefined ||
      got === undefined ||
      (!latin1.equals(received) && (wanted < 0xe0 || wanted - got !== 0x20))
    ) {
      return undefined;
    }
    return `Byte ${at} was ${wanted.toString(16)} and came back as ${got.toString(16)}: in latin1 that is a letter with its capital. Here it is part of something else; only 61 to 7a were to change.`;
  },
};

export const characterCutInTwo: Cause = {
  id: 'character-cut-in-two',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || !received?.includes(REPLACEMENT) || expected.includes(REPLACEMENT))
      return undefined;
    return 'ef bf bd is U+FFFD (�), which a decoder puts where bytes make no character: bytes were decoded before all of a character had come, or were no text at all.';
  },
  next: 'Where does your code make a string of bytes, and what do these bytes have to be for that?',
};
