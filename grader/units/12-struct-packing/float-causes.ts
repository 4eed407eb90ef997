import {
  bothBytes,
  bothValues,
  type Cause,
  type Evidence,
  receivedError,
} from '../../vocabulary.ts';
import { inOrder, isBigEndian, numberIn, oneNumber } from './numbers.ts';

const LARGEST: Record<string, number> = { e: 65504, f: 3.4028234663852886e38 };

/**
 * The float that was packed, where the bytes are those of the neighbour of the right one: the value,
 * the middle between the two, and whether the one that came is farther from 0.
 */
function neighbour(evidence: Evidence) {
  const { expected, received } = bothBytes(evidence) ?? {};
  const { format, value } = evidence.facts ?? {};
  const code = oneNumber(format);
  if (!code || !'ef'.includes(code) || typeof value !== 'number') return undefined;
  if (!expected || expected.length !== received?.length) return undefined;
  const big = isBigEndian(format);
  const size = expected.length;
  const [right, came] = [expected, received].map((bytes) =>
    inOrder(bytes, big).readUIntBE(0, size),
  );
  if (right === undefined || came === undefined || Math.abs(right - came) !== 1) return undefined;
  const [near, far] = [Math.min(right, came), Math.max(right, came)].map((bits) => {
    const bytes = Buffer.alloc(size);
    bytes.writeUIntBE(bits, 0, size);
    const number = numberIn(bytes, code, true);
    if (Number.isFinite(number)) return Number(number);
    return Math.sign(Number(number)) * (code === 'e' ? 2 ** 16 : 2 ** 128);
  });
  if (near === undefined || far === undefined) return undefined;
  return { code, value, middle: near + (far - near) / 2, farther: came > right };
}

export const zeroSign: Cause = {
  id: 'sign-of-zero-lost',
  explain(evidence) {
    const bytes = bothBytes(evidence);
    const values = bothValues(evidence);
    const { format } = evidence.facts ?? {};
    const code = oneNumber(format);
    if (!code || !'efd'.includes(code)) return undefined;
    const read = (side: Buffer) => numberIn(side, code, isBigEndian(format));
    const [right, came] =
      bytes && bytes.expected.length === bytes.received.length
        ? [read(bytes.expected), read(bytes.received)]
        : [values?.expected, values?.received].map((side) => Array.isArray(side) && side[0]);
    if (!Object.is(right, -0) || !Object.is(came, 0)) return undefined;
    return 'The sign of −0 was lost. −0 has a bit of its own for it, and yet −0 < 0 is false, and −0 === 0 is true.';
  },
  next: 'How can a program tell −0 from 0?',
};

export const roundedTwice: Cause = {
  id: 'rounded-twice',
  explain(evidence) {
    const { code, value, middle } = neighbour(evidence) ?? {};
    if (code !== 'e' || value === undefined || value === middle) return undefined;
    if (Math.fround(value) !== middle) return undefined;
    return `The number was rounded twice: ${value}, rounded to 32 bits, is ${middle}. That lies in the middle between two neighbours, so that the second rounding no longer sees which one was nearer.`;
  },
  next: 'How many bits has the number that you round, and has something already rounded it?',
};

export const tieNotToEven: Cause = {
  id: 'tie-not-to-even',
  explain(evidence) {
    const { value, middle, farther } = neighbour(evidence) ?? {};
    if (value === undefined || value !== middle) return undefined;
    return `${value} lies in the middle between two neighbours, and yours is the one ${farther ? 'farther from' : 'nearer to'} 0. The one is taken whose last bit is 0.`;
  },
  next: 'Which of the two neighbours is even, if you count them from 0?',
};

export const floatNotRounded: Cause = {
  id: 'float-not-rounded',
  explain(evidence) {
    const { value, middle, farther } = neighbour(evidence) ?? {};
    if (value === undefined || value === middle) return undefined;
    return farther
      ? 'The bytes are those of the neighbour that is farther from 0, where the nearest number of this precision was asked for.'
      : 'The bytes are those of the neighbour that is nearer to 0: bits were cut off where the nearest number of this precision was asked for.';
  },
};

export const largestRefused: Cause = {
  id: 'rounds-to-the-largest',
  explain(evidence) {
    const { format, value } = evidence.facts ?? {};
    const code = oneNumber(format) ?? '';
    const largest = LARGEST[code];
    if (!receivedError(evidence)?.kinds.includes('RangeError')) return undefined;
    if (!largest || typeof value !== 'number' || Math.abs(value) <= largest) return undefined;
    return `${value} lies beyond the largest ${code}, and is rounded to it all the same: the next number would be ${code === 'e' ? '2**16' : '2**128'}, and is farther away. Only what would be rounded to infinity is refused.`;
  },
  next: 'Up to where is a number rounded down to the largest one?',
};
