import { bothValues, type Cause, type Evidence, receivedError } from '../../vocabulary.ts';

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

interface Rules {
  native: boolean;
  align: boolean;
  pad?: boolean;
  /** A code with the count 0 is passed over. */
  skipNone?: boolean;
}

/** The size of a format with or without alignment, and with or without room behind the last value. */
function sizeOf(format: string, rules: Rules): number {
  const sizes = rules.native ? NATIVE_SIZES : SIZES;
  let size = 0;
  let widest = 1;
  for (const [, digits, code = ''] of format
    .replace(/^[@=<>!]/, '')
    .matchAll(/(\d*)([a-zA-Z?])/g)) {
    if (rules.skipNone && digits && Number(digits) === 0) continue;
    const one = sizes[code] ?? 1;
    widest = Math.max(widest, one);
    if (rules.align) size = Math.ceil(size / one) * one;
    size += one * (digits ? Number(digits) : 1);
  }
  return rules.pad ? Math.ceil(size / widest) * widest : size;
}

/** Which bytes of a format belong to no value: those of padding and of x. */
export function gapsOf(format: string): Set<number> {
  const native = !/^[=<>!]/.test(format);
  const sizes = native ? NATIVE_SIZES : SIZES;
  const gaps = new Set<number>();
  let at = 0;
  for (const [, digits, code = ''] of format
    .replace(/^[@=<>!]/, '')
    .matchAll(/(\d*)([a-zA-Z?])/g)) {
    const one = sizes[code] ?? 1;
    while (native && at % one !== 0) gaps.add(at++);
    const end = at + one * (digits ? Number(digits) : 1);
    if (code === 'x') while (at < end) gaps.add(at++);
    at = end;
  }
  return gaps;
}

/** The format, and the two sizes, where both are sizes and not the same. */
function bothSizes(evidence: Evidence) {
  const { format } = evidence.facts ?? {};
  const { expected, received } = bothValues(evidence) ?? {};
  if (typeof format !== 'string' || typeof received !== 'number' || received === expected)
    return undefined;
  return { format, expected, received };
}

export const nativeSizesInStandard: Cause = {
  id: 'native-sizes-in-standard',
  explain(evidence) {
    const { format, received } = bothSizes(evidence) ?? {};
    const code = /^[=<>!]([lL])$/.exec(format ?? '')?.[1];
    if (!code || received !== 8) return undefined;
    return `8 is the native size of ${code}. Behind = < > ! it has the standard size, 4. (= is native in its order, and in nothing else.)`;
  },
  next: 'Which columns of the table do = and @ take their sizes from?',
};

export const standardSizesInNative: Cause = {
  id: 'standard-sizes-in-native',
  explain(evidence) {
    const { format, received } = bothSizes(evidence) ?? {};
    if (!format || !/[lLnN]/.test(format)) return undefined;
    if (received !== sizeOf(format, { native: false, align: true })) return undefined;
    return `${received} is the size with a long of 4 bytes, the standard one. Natively, on Linux x86-64, l and L have 8.`;
  },
  next: 'Which codes have another size natively?',
  lesson: 'sizes-and-codes',
};

export const zeroCountNotAligned: Cause = {
  id: 'zero-count-not-aligned',
  explain(evidence) {
    const { format, received } = bothSizes(evidence) ?? {};
    if (!format || !/(?<!\d)0+[a-zA-Z?]/.test(format)) return undefined;
    if (received !== sizeOf(format, { native: true, align: true, skipNone: true }))
      return undefined;
    return `${received} is the size without the code whose count is 0. That one takes no bytes, and yet it aligns: padding goes before it as before any other.`;
  },
  next: 'What does a code with the count 0 still do in a native format?',
};

export const zerosInCount: Cause = {
  id: 'zeros-in-count-refused',
  explain(evidence) {
    const [count] = /(?<!\d)0\d+/.exec(String(evidence.facts?.format)) ?? [];
    if (!count || !receivedError(evidence)) return undefined;
    return `The count ${count} was refused. Zeros before a count are allowed: it is ${Number(count)}.`;
  },
  next: 'Which digits may a count begin with?',
  lesson: 'what-the-grader-plays',
};

export const alignedInStandard: Cause = {
  id: 'aligned-in-standard',
  explain(evidence) {
    const { format, received } = bothSizes(evidence) ?? {};
    if (!format) return undefined;
    const aligned = [true, false].map((pad) => sizeOf(format, { native: false, align: true, pad }));
    if (!aligned.some((size) => size === received)) return undefined;
    return `${received} is the size with padding between the values. Only @ aligns: behind = < > ! the values stand side by side, so that every machine reads the same.`;
  },
};

export const notAlignedInNative: Cause = {
  id: 'not-aligned-in-native',
  explain(evidence) {
    const { format, received } = bothSizes(evidence) ?? {};
    if (!format || received !== sizeOf(format, { native: true, align: false })) return undefined;
    return `${received} is the sum of the sizes. Natively a value of n bytes begins at a multiple of n, and bytes of padding stand before it where it would not.`;
  },
};

export const paddedAtEnd: Cause = {
  id: 'padded-at-end',
  explain(evidence) {
    const { format, received } = bothSizes(evidence) ?? {};
    if (!format || received !== sizeOf(format, { native: true, align: true, pad: true }))
      return undefined;
    return `${received} has room behind the last value, as a C struct has it for the next one in an array. Python's struct adds none, unless the format ends in a count of 0 (such as 0i).`;
  },
};
