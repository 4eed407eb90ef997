import {
  bothBytes,
  bothValues,
  type Cause,
  type Evidence,
  receivedError,
} from '../../vocabulary.ts';
import { isBigEndian, numberIn, oneNumber } from './numbers.ts';

/** The two lists, where both are lists. */
function bothLists(
  evidence: Evidence,
): { expected: unknown[]; received: unknown[]; last: number } | undefined {
  const { expected, received } = bothValues(evidence) ?? {};
  if (!Array.isArray(expected) || !Array.isArray(received)) return undefined;
  return { expected, received, last: expected.length - 1 };
}

export const numberForBigint: Cause = {
  id: 'number-for-bigint',
  explain(evidence) {
    const { expected, received } = bothLists(evidence) ?? {};
    if (!expected || !received) return undefined;
    const at = expected.findIndex(
      (value, i) => typeof value === 'bigint' && typeof received[i] === 'number',
    );
    if (at < 0) return undefined;
    return `${received[at]} is a number where ${expected[at]}n is due. A number holds integers up to 2**53 exactly; eight bytes hold more, so they come as a bigint, always.`;
  },
};

export const boolOnlyOne: Cause = {
  id: 'bool-only-one',
  explain(evidence) {
    const { expected, received } = bothLists(evidence) ?? {};
    const at = expected?.findIndex((value, i) => value === true && received?.[i] === false);
    return at === undefined || at < 0
      ? undefined
      : 'A byte other than 00 and 01 was read as false. Every byte that is not zero is true.';
  },
};

export const byteOffset: Cause = {
  id: 'byte-offset-ignored',
  explain({ facts }) {
    if (facts?.offset !== true) return undefined;
    return 'The same bytes were read right where they had an ArrayBuffer of their own. A small Buffer is often a part of a larger one: data.buffer is all of that, and data begins at data.byteOffset in it.';
  },
  next: 'From which byte of data.buffer on are the bytes yours, and how many are they?',
  lesson: 'sizes-and-codes',
};

export const bareValue: Cause = {
  id: 'bare-value',
  explain(evidence) {
    const { expected, received } = bothValues(evidence) ?? {};
    if (!Array.isArray(expected) || expected.length !== 1 || Array.isArray(received))
      return undefined;
    if (!Object.is(expected[0], received)) return undefined;
    return 'The value is right, and is no array. unpack gives an array, also where it holds one value.';
  },
  next: 'What can a caller rely on who does not know how many values the format has?',
};

/** A format of one number that was read as another number. */
function misread(evidence: Evidence) {
  const { expected, received } = bothLists(evidence) ?? {};
  const { format, data } = evidence.facts ?? {};
  const code = oneNumber(format);
  if (!code || typeof data !== 'string' || received?.length !== 1) return undefined;
  if (Object.is(expected?.[0], received[0])) return undefined;
  return { code, bytes: Buffer.from(data, 'hex'), big: isBigEndian(format), came: received[0] };
}

export const readInOtherOrder: Cause = {
  id: 'read-in-the-other-order',
  explain(evidence) {
    const { code, bytes, big, came } = misread(evidence) ?? {};
    if (!code || !bytes || !Object.is(numberIn(bytes, code, !big), came)) return undefined;
    return `${came} is what these bytes mean with their ${big ? 'lowest' : 'highest'} one first. This format has the ${big ? 'highest' : 'lowest'} first (it is ${big ? 'big' : 'little'}-endian).`;
  },
  next: 'Which order does the first character name, and which call of yours reads without being told of it?',
  lesson: 'byte-order',
};

export const otherSign: Cause = {
  id: 'other-sign',
  explain(evidence) {
    const { code, bytes, big, came } = misread(evidence) ?? {};
    if (!code || !bytes || big === undefined || 'efd'.includes(code)) return undefined;
    const signed = code === code.toLowerCase();
    const other = signed ? code.toUpperCase() : code.toLowerCase();
    if (!Object.is(numberIn(bytes, other, big), came)) return undefined;
    return `${came} is what these bytes mean ${signed ? 'without' : 'with'} a sign, as ${other}. ${code} has ${signed ? 'one' : 'none'}.`;
  },
  next: 'Which codes have a sign, and how does the table show it?',
  lesson: 'sizes-and-codes',
};

/** The bytes of the first string that differs, as it was expected and as it came. */
function strings(evidence: Evidence) {
  const { expected, received, last } = bothLists(evidence) ?? {};
  if (!expected || !received || last === undefined) return undefined;
  for (const [i, right] of expected.entries()) {
    const came = received[i];
    if (!(right instanceof Uint8Array) || !(came instanceof Uint8Array)) continue;
    const one = Buffer.from(right);
    const other = Buffer.from(came);
    if (!one.equals(other)) return { one, other };
  }
  return undefined;
}

export const zerosStripped: Cause = {
  id: 'zeros-stripped',
  explain(evidence) {
    const { one, other } = strings(evidence) ?? {};
    if (!one || !other || !/s/.test(String(evidence.facts?.format))) return undefined;
    const rest = one.subarray(other.length);
    if (other.length >= one.length || !one.subarray(0, other.length).equals(other))
      return undefined;
    if (rest.some((byte) => byte !== 0)) return undefined;
    return 'Zeros at the end were taken away. An s gives back all its bytes: nobody can know whether these zeros were filled in or meant.';
  },
  next: 'How many bytes has the value of an s, whatever stands in them?',
  lesson: 'bytes-and-strings',
};

export const beyondTheRoom: Cause = {
  id: 'length-byte-believed',
  explain(evidence) {
    const { one, other } = strings(evidence) ?? {};
    const { format } = evidence.facts ?? {};
    if (!one || !other || !/^[@=<>!]?\d*pB?$/.test(String(format))) return undefined;
    if (other.length <= one.length || !other.subarray(0, one.length).equals(one)) return undefined;
    return `The length byte says more than there is room for: it was believed, and ${other.length} bytes were taken where the count leaves ${one.length}. Bytes that came over a network may say anything.`;
  },
  next: 'How many bytes has a p at most, whatever its length byte says?',
  lesson: 'bytes-and-strings',
};

export const paddingLookedAt: Cause = {
  id: 'padding-looked-at',
  explain(evidence) {
    const { format, data } = evidence.facts ?? {};
    if (!receivedError(evidence) || !/x/.test(String(format)) || !/ee/.test(String(data)))
      return undefined;
    return 'The bytes at an x, and those of padding, are ee here, and the data was refused. They are passed over, whatever they hold.';
  },
  next: 'What may stand in the bytes that belong to no value?',
};

export const viewHandedOut: Cause = {
  id: 'view-handed-out',
  explain({ facts }) {
    if (facts?.overwritten !== true) return undefined;
    return 'The caller wrote ee over its data, and the values changed with it: they are views of the same memory (subarray), not copies.';
  },
};

export const dataChanged: Cause = {
  id: 'data-changed',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (evidence.facts?.after !== true || !expected || !received) return undefined;
    return "The caller's data has changed while unpack read it. reverse(), swap16() and fill() work in place, and a subarray has the same memory as the data.";
  },
  next: 'Which of your calls change the bytes that they are called on?',
};
