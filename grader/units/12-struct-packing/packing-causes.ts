import { bothBytes, type Cause, receivedError } from '../../vocabulary.ts';
import { inOrder, isBigEndian, oneNumber } from './numbers.ts';
import { gapsOf } from './size-causes.ts';

export const wrongByteOrder: Cause = {
  id: 'wrong-byte-order',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    const { format } = evidence.facts ?? {};
    if (!expected || !received || typeof format !== 'string' || expected.length < 2)
      return undefined;
    if (!Buffer.from(received).reverse().equals(expected)) return undefined;
    const big = isBigEndian(format);
    const asks = /^[@=<>!]/.test(format) ? `${format[0]} asks` : 'no first character, as @, asks';
    return `The bytes are right and stand in the opposite order: ${big ? 'lowest' : 'highest'} first, where ${asks} for the ${big ? 'highest' : 'lowest'} first (${big ? 'big' : 'little'}-endian).`;
  },
};

export const takesAnArray: Cause = {
  id: 'takes-an-array',
  explain({ facts }) {
    if (facts?.takesAnArray !== true) return undefined;
    return 'With its value in an array, pack gives the right bytes. The values come one by one, behind the format: pack(format, first, second).';
  },
  next: 'How does a function of TypeScript take any number of arguments? Compare its first line with that of the lesson.',
  lesson: 'what-the-grader-plays',
};

export const noBuffer: Cause = {
  id: 'no-buffer',
  explain({ facts }) {
    if (facts?.noBuffer !== true) return undefined;
    return "The bytes are right, but no Buffer carries them. A plain Uint8Array has none of Buffer's methods, and its toString() gives numbers with commas, as 97,98 for ab.";
  },
  next: 'Which call of your code makes what you give back, and of which class is that?',
  lesson: 'what-the-grader-plays',
};

export const onlyBuffers: Cause = {
  id: 'only-buffers',
  explain({ facts }) {
    if (facts?.plain !== true) return undefined;
    return "The same bytes in a Buffer were answered right. These came in a plain Uint8Array, which has none of Buffer's own methods, and which Buffer.isBuffer() denies.";
  },
  next: 'Which class does the lesson ask for here, and which one does your code ask for?',
  lesson: 'what-the-grader-plays',
};

export const limitRefused: Cause = {
  id: 'limit-refused',
  explain(evidence) {
    const { expected, facts } = evidence;
    const { kinds, message } = receivedError(evidence) ?? {};
    if (!kinds?.includes('RangeError') || !expected || !('bytes' in expected)) return undefined;
    // A RangeError of a call that writes may be about the place instead of the value.
    if (/offset|bounds|length/i.test(message ?? '')) return undefined;
    const code = oneNumber(facts?.format);
    if (!code || 'efd'.includes(code)) return undefined;
    const hex = inOrder(expected.bytes, isBigEndian(facts?.format)).toString('hex');
    const [, which] =
      [
        [/^7f(ff)*$/, 'largest', true] as const,
        [/^80(00)*$/, 'smallest', true] as const,
        [/^(ff)+$/, 'largest', false] as const,
        [/^(00)+$/, 'smallest', false] as const,
      ].find(([bits, , signed]) => bits.test(hex) && signed === (code === code.toLowerCase())) ??
      [];
    if (!which) return undefined;
    return `The value is the ${which} that ${code} holds. It belongs to the range, and was refused.`;
  },
  next: 'Which is the last value that your comparison lets through?',
  lesson: 'sizes-and-codes',
};

export const xTakesNoValue: Cause = {
  id: 'x-takes-no-value',
  explain(evidence) {
    const { kinds, message } = receivedError(evidence) ?? {};
    const { format, count } = evidence.facts ?? {};
    if (!kinds?.includes('TypeError') || !/x/.test(String(format))) return undefined;
    if (/undefined|is not a/.test(message ?? '')) return undefined;
    const came = count === 1 ? '1 value is' : `${count} values are`;
    return `${came} right for ${JSON.stringify(format)}: an x takes none. It is a byte of zero.`;
  },
  next: 'How many values does each code of this format take?',
  lesson: 'sizes-and-codes',
};

export const usedMemory: Cause = {
  id: 'used-memory',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    const { format } = evidence.facts ?? {};
    if (!expected || typeof format !== 'string' || expected.length !== received?.length)
      return undefined;
    const differs = [...expected.keys()].filter((i) => expected[i] !== received[i]);
    const gaps = gapsOf(format);
    if (!differs.every((i) => gaps.has(i))) return undefined;
    return `Byte ${differs[0]} belongs to no value, and is not zero. Memory that was not cleared holds what stood in it before, such as another message or a password, and sends it to whoever reads this one.`;
  },
  next: 'Where does the memory come from that you pack into, and what stands in it before you write?',
};

export const nothingWritten: Cause = {
  id: 'nothing-written',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || expected.length !== received?.length || received.some((byte) => byte !== 0))
      return undefined;
    return 'All bytes are zero: the value was not written, or was written to another place. A small Buffer is often a part of a larger ArrayBuffer, and begins at its byteOffset in it.';
  },
  next: 'Where in buffer.buffer does your Buffer begin, and where does what you write with?',
  lesson: 'sizes-and-codes',
};

/** How the bytes that came compare with the room of a format that is one s or p. */
function roomOf(format: unknown, length: unknown): 'exact' | 'more' | 'less' | undefined {
  const [, digits, code] = /^[@=<>!]?(\d*)([sp])$/.exec(String(format)) ?? [];
  if (!code || typeof length !== 'number') return undefined;
  const room = Number(digits || 1) - (code === 'p' ? 1 : 0);
  return length === room ? 'exact' : length > room ? 'more' : 'less';
}

export const sAsValues: Cause = {
  id: 's-counted-as-values',
  explain(evidence) {
    const { format, length } = evidence.facts ?? {};
    if (!receivedError(evidence)?.kinds.includes('TypeError')) return undefined;
    if (!/\d/.test(String(format)) || roomOf(format, length) !== 'exact') return undefined;
    return 'The count before s or p was taken for a number of values. It is a length: 3s is one string of three bytes, while 3H is three numbers.';
  },
  next: 'How many values does 3s take, and how many does 3H?',
};

export const lengthRefused: Cause = {
  id: 'string-length-refused',
  explain(evidence) {
    const { format, length } = evidence.facts ?? {};
    const room = roomOf(format, length);
    if (!receivedError(evidence) || !room || room === 'exact') return undefined;
    return `${length} bytes came for ${format}, which is ${room} than it has room for. That is no error: s and p fill up with zeros what is shorter, and cut what is longer.`;
  },
  next: 'What does CPython make of pack("3s", b"a"), and what of pack("3s", b"abcdef")?',
};

export const lengthByte: Cause = {
  id: 'wrong-length-byte',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!/^[@=<>!]?\d*p$/.test(String(evidence.facts?.format))) return undefined;
    if (!expected || expected.length !== received?.length || expected[0] === received[0])
      return undefined;
    return `The length byte says ${received[0]}, where ${expected[0]} is due. It counts the bytes that are kept, for which there is room behind it: at most the count less one. Where these are more than 255, it says 255.`;
  },
  next: 'How many bytes have room behind the length byte, and how far does one byte count?',
};
