import { bothBytes, bothValues, type Cause } from '../../vocabulary.ts';

const SIZES: Record<string, number> = {
  h: 2,
  H: 2,
  e: 2,
  i: 4,
  I: 4,
  f: 4,
  l: 4,
  L: 4,
  q: 8,
  Q: 8,
  d: 8,
};
const NATIVE_SIZES: Record<string, number> = { ...SIZES, l: 8, L: 8, n: 8, N: 8 };

/** The size of a format with or without alignment, and with or without room behind the last value. */
function sizeOf(format: string, rules: { native: boolean; align: boolean; pad: boolean }): number {
  const sizes = rules.native ? NATIVE_SIZES : SIZES;
  let size = 0;
  let widest = 1;
  for (const [, digits, code = ''] of format
    .replace(/^[@=<>!]/, '')
    .matchAll(/(\d*)([a-zA-Z?])/g)) {
    const one = sizes[code] ?? 1;
    widest = Math.max(widest, one);
    if (rules.align) size = Math.ceil(size / one) * one;
    size += one * (digits ? Number(digits) : 1);
  }
  return rules.pad ? Math.ceil(size / widest) * widest : size;
}

export const alignedInStandard: Cause = {
  id: 'aligned-in-standard',
  explain(evidence) {
    const { format } = evidence.facts ?? {};
    const values = bothValues(evidence);
    if (typeof format !== 'string' || !values || values.received === values.expected)
      return undefined;
    const aligned = [true, false].map((pad) => sizeOf(format, { native: false, align: true, pad }));
    if (!aligned.some((size) => size === values.received)) return undefined;
    return `${values.received} is the size with padding between the values. Only @ aligns: behind = < > ! the values stand side by side, so that every machine reads the same.`;
  },
};

export const notAlignedInNative: Cause = {
  id: 'not-aligned-in-native',
  explain(evidence) {
    const { format } = evidence.facts ?? {};
    const values = bothValues(evidence);
    if (typeof format !== 'string' || !values) return undefined;
    const tight = sizeOf(format, { native: true, align: false, pad: false });
    if (values.received !== tight || tight === values.expected) return undefined;
    return `${tight} is the sum of the sizes. Natively a value of n bytes begins at a multiple of n, and bytes of padding stand before it where it would not.`;
  },
};

export const paddedAtEnd: Cause = {
  id: 'padded-at-end',
  explain(evidence) {
    const { format } = evidence.facts ?? {};
    const values = bothValues(evidence);
    if (typeof format !== 'string' || !values) return undefined;
    if (values.received !== sizeOf(format, { native: true, align: true, pad: true }))
      return undefined;
    return `${values.received} has room behind the last value, as a C struct has it for the next one in an array. Python's struct adds none, unless the format ends in a count of 0 (such as 0i).`;
  },
};

export const wrongByteOrder: Cause = {
  id: 'wrong-byte-order',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    const { format } = evidence.facts ?? {};
    if (!expected || !received || typeof format !== 'string' || expected.length < 2)
      return undefined;
    if (!Buffer.from(received).reverse().equals(expected)) return undefined;
    const big = /^[>!]/.test(format);
    return `The bytes are right and stand in the opposite order: ${big ? 'lowest' : 'highest'} first, where ${format[0]} asks for the ${big ? 'highest' : 'lowest'} first (${big ? 'big' : 'little'}-endian).`;
  },
};

export const sAsValues: Cause = {
  id: 's-counted-as-values',
  explain({ facts, received }) {
    if (!/\d[sp]/.test(String(facts?.format)) || !received || !('text' in received))
      return undefined;
    if (!received.text.startsWith('TypeError')) return undefined;
    return 'The count before s or p was taken for a number of values. It is a length: 3s is one string of three bytes, while 3H is three numbers.';
  },
};

export const floatNotRounded: Cause = {
  id: 'float-not-rounded',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    const { format } = evidence.facts ?? {};
    if (
      !expected ||
      !received ||
      expected.length !== received.length ||
      !/[ef]/.test(String(format))
    )
      return undefined;
    return 'The bytes are those of a number close by: bits were cut off where the nearest number of this precision was asked for (a tie goes to the even one).';
  },
};

export const numberForBigint: Cause = {
  id: 'number-for-bigint',
  explain(evidence) {
    const { expected, received } = bothValues(evidence) ?? {};
    if (!Array.isArray(expected) || !Array.isArray(received)) return undefined;
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
    const { expected, received } = bothValues(evidence) ?? {};
    if (!Array.isArray(expected) || !Array.isArray(received)) return undefined;
    const at = expected.findIndex((value, i) => value === true && received[i] === false);
    return at < 0
      ? undefined
      : 'A byte other than 00 and 01 was read as false. Every byte that is not zero is true.';
  },
};

export const silentWrap: Cause = {
  id: 'silent-wrap-around',
  explain({ facts, received }) {
    if (facts?.outside !== true || !received || !('bytes' in received)) return undefined;
    return `The value was packed all the same, as ${Buffer.from(received.bytes).toString('hex')}: its upper bits are gone, and the receiver reads another number.`;
  },
};

export const wrongSizeAccepted: Cause = {
  id: 'wrong-size-accepted',
  explain({ facts, received }) {
    if (
      facts?.wrongSize !== true ||
      !received ||
      !('text' in received) ||
      !received.text.startsWith('[')
    )
      return undefined;
    return 'Data of another size was read as if it had the right one. More or fewer bytes than the format takes means that the two sides do not speak of the same thing.';
  },
};

export const viewHandedOut: Cause = {
  id: 'view-handed-out',
  explain({ facts }) {
    if (facts?.overwritten !== true) return undefined;
    return 'The caller wrote ee over its data, and the values changed with it: they are views of the same memory (subarray), not copies.';
  },
};
