import { type Check, Script, type Stage, type Value } from '../../vocabulary.ts';
import { inOrder, isBigEndian } from './numbers.ts';
import {
  becameInfinity,
  converted,
  orderNotFirst,
  otherWhiteSpace,
  silentWrap,
  sizeNotLimited,
  wrongSizeAccepted,
} from './refusing-causes.ts';
import { refused } from './vectors.ts';

/** Values that do not fit: the code, the value, and what is wrong with it. */
const OUT_OF_RANGE: [format: string, value: Value, why: string][] = [
  ['>b', 128, '-128 to 127'],
  ['>b', -129, '-128 to 127'],
  ['>B', 256, '0 to 255'],
  ['>B', -1, '0 to 255'],
  ['<h', 32_768, '-32768 to 32767'],
  ['<H', 65_536, '0 to 65535'],
  ['>H', -1, '0 to 65535'],
  ['>i', 2 ** 31, '-2147483648 to 2147483647'],
  ['>i', -(2 ** 31) - 1, '-2147483648 to 2147483647'],
  ['!I', 2 ** 32, '0 to 4294967295'],
  ['!I', -1, '0 to 4294967295'],
  ['<l', 2 ** 31, '-2147483648 to 2147483647'],
  ['=L', 2 ** 32, '0 to 4294967295'],
  ['>q', 2n ** 63n, '-(2**63) to 2**63 - 1'],
  ['@q', -(2n ** 63n) - 1n, '-(2**63) to 2**63 - 1'],
  ['>Q', 2n ** 64n, '0 to 2**64 - 1'],
  ['>Q', -1n, '0 to 2**64 - 1'],
  ['@l', 2n ** 63n, '-(2**63) to 2**63 - 1'],
  ['@N', -1n, '0 to 2**64 - 1'],
  ['>e', 65_520, 'the largest is 65504'],
  ['<f', 1e40, 'the largest is about 3.4e38'],
  ['@f', -1e40, 'the largest is about 3.4e38'],
  ['>f', 2 ** 128 - 2 ** 103, 'the nearest number would be infinity'],
];

const WRONG_TYPE: [format: string, values: Value[], why: string][] = [
  ['>i', [1n], 'i takes a number, not a bigint'],
  ['>q', [1], 'q takes a bigint, not a number'],
  ['@l', [1], '@l has eight bytes: it takes a bigint'],
  ['>i', ['1'], 'i takes a number, not a string'],
  ['>f', [1n], 'f takes a number, not a bigint'],
  ['>f', ['1.5'], 'f takes a number, not a string'],
  ['>d', [true], 'd takes a number, not a boolean'],
  ['>q', [true], 'q takes a bigint, not a boolean'],
  ['>?', [1], '? takes a boolean'],
  ['>3s', ['abc'], 's takes bytes, not a string'],
  ['>c', [Buffer.from('ab')], 'c takes one byte'],
  ['>c', [Buffer.alloc(0)], 'c takes one byte'],
];

const WRONG_COUNT: [format: string, values: Value[], why: string][] = [
  ['>2h', [1], 'two values are due'],
  ['>h', [1, 2], 'one value is due'],
  ['>h', [], 'one value is due'],
  ['>x', [0], 'x takes no value'],
  ['>0s', [], '0s takes one value'],
];

/** The bytes of an integer without the bits for which its code has no room. */
function lowestBits(format: string, value: Value): string {
  const code = format.slice(-1).toLowerCase();
  const size = { b: 1, h: 2, i: 4, l: format.startsWith('@') ? 8 : 4, q: 8, n: 8 }[code];
  if (!size || (typeof value !== 'number' && typeof value !== 'bigint')) return '';
  const hex = BigInt.asUintN(8 * size, BigInt(value))
    .toString(16)
    .padStart(2 * size, '0');
  return inOrder(Buffer.from(hex, 'hex'), isBigEndian(format)).toString('hex');
}

export const refusesValues: Check = {
  id: 'refuses-values',
  title: 'a value that does not fit is refused, never bent',
  points: 2,
  needs: ['unpacks'],
  lesson: 'what-the-grader-plays',
  next: 'What would the receiver read, had this been sent?',
  causes: [becameInfinity, silentWrap, converted],
  async play({ learner }) {
    const outside = await learner.calls(
      OUT_OF_RANGE.map(([format, value]) => ['pack', format, value]),
    );
    for (const [i, [format, value, why]] of OUT_OF_RANGE.entries())
      outside[i]?.throws('RangeError', why, {
        format,
        outside: true,
        wrapped: lowestBits(format, value),
      });
    const strange = await learner.calls(
      [1.5, Number.NaN, Number.POSITIVE_INFINITY].map((value) => ['pack', '>i', value]),
    );
    for (const answer of strange)
      answer.throws(['TypeError', 'RangeError'], 'i takes a whole number');
    const types = await learner.calls(
      WRONG_TYPE.map(([format, values]) => ['pack', format, ...values]),
    );
    for (const [i, [format, , why]] of WRONG_TYPE.entries())
      types[i]?.throws('TypeError', why, { format, wrongType: why });
    const counts = await learner.calls(
      WRONG_COUNT.map(([format, values]) => ['pack', format, ...values]),
    );
    for (const [i, [, , why]] of WRONG_COUNT.entries()) counts[i]?.throws('TypeError', why);
  },
};

export const refusesFormats: Check = {
  id: 'refuses-formats',
  title: 'a format that cannot be read, or data of another size, is refused',
  points: 2,
  needs: ['unpacks'],
  lesson: 'what-the-grader-plays',
  next: 'What does the lesson allow in a format, and how long must the data be?',
  causes: [orderNotFirst, otherWhiteSpace, sizeNotLimited, wrongSizeAccepted],
  async play({ learner }) {
    const formats = await learner.calls(refused.map(({ format }) => ['calcsize', format]));
    for (const [i, { format, why }] of refused.entries()) {
      const tooLarge = format.length > 15;
      formats[i]?.throws('TypeError', `${why}; CPython refuses it too`, { format, tooLarge });
    }
    await refusesHuge(learner);
    const data: [format: string, length: number][] = [
      ['>i', 3],
      ['>i', 5],
      ['>0s', 1],
      ['@bi', 5],
      ['@ib', 8],
      ['', 1],
    ];
    const unpacked = await learner.calls(
      data.map(([format, length]) => ['unpack', format, Buffer.alloc(length)]),
    );
    for (const [i, [format, length]] of data.entries())
      unpacked[i]?.throws('TypeError', `${length} is not its size`, { format, wrongSize: true });
  },
};

/** Formats of more than 2**31 - 1 bytes, to all three functions: pack gets as many values as are due. */
async function refusesHuge(learner: Stage['learner']): Promise<void> {
  const bytes = Buffer.alloc(1);
  const huge: [format: string, values: Value[]][] = [
    ['>9999999999999999999s', [bytes]],
    ['>2147483648s', [bytes]],
    ['>1073741824i', [bytes]],
    ['>2147483647sB', [bytes, 1]],
    ['2147483647s1s', [bytes, bytes]],
  ];
  const played = [
    huge.map(([format]) => new Script().invoke('calcsize', format)),
    huge.flatMap(([format, values]) => [
      new Script().invoke('pack', format, ...values),
      new Script().invoke('unpack', format, bytes),
    ]),
  ];
  // Whoever takes such a size for right is told so before anything that big is asked for.
  for (const scripts of played) {
    for (const [i, [answer]] of (await learner.play(scripts, { measure: true })).entries()) {
      const sum = (scripts === played[0] ? i : i >> 1) > 2;
      answer?.throws('TypeError', 'it takes more than 2**31 - 1 bytes', { tooLarge: true, sum });
      if (answer && answer.allocated > 1024 * 1024)
        answer.fail({ text: 'a TypeError before anything is allocated' });
    }
  }
}
