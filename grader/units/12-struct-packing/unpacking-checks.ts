import { Argument, type Check, Script, type Value } from '../../vocabulary.ts';
import {
  boolOnlyOne,
  numberForBigint,
  silentWrap,
  viewHandedOut,
  wrongSizeAccepted,
} from './causes.ts';
import {
  floats,
  integers,
  layouts,
  refused,
  strings,
  unpackedOnly,
  type Vector,
} from './vectors.ts';

/** A length byte of 255 where two bytes have room: what lies behind them is another value. */
const lyingLength: Vector = {
  format: '<3pB',
  values: [],
  bytes: Buffer.from('ff616207', 'hex'),
  unpacked: [Buffer.from('ab'), 7],
};

export const unpacks: Check = {
  id: 'unpacks',
  title: 'unpack gives back the values, each of its own type',
  points: 3,
  needs: ['packs-native', 'packs-bytes', 'packs-eight-bytes', 'packs-floats'],
  lesson: 'what-unpack-gives-back',
  next: 'What type has the value that this code stands for?',
  causes: [numberForBigint, boolOnlyOne],
  async play({ learner }) {
    const played = [...integers, ...floats, ...layouts, ...strings, ...unpackedOnly, lyingLength];
    const answers = await learner.calls(
      played.map(({ format, bytes }) => ['unpack', format, bytes]),
    );
    for (const [i, { format, unpacked, bytes }] of played.entries()) {
      answers[i]?.returns(unpacked, { remark: `from ${bytes.toString('hex')}`, facts: { format } });
    }
  },
};

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
  ['>2h', [1], 'two values are due'],
  ['>h', [1, 2], 'one value is due'],
  ['>h', [], 'one value is due'],
  ['>x', [0], 'x takes no value'],
  ['>0s', [], '0s takes one value'],
];

export const refusesValues: Check = {
  id: 'refuses-values',
  title: 'a value that does not fit is refused, never bent',
  points: 2,
  needs: ['unpacks'],
  lesson: 'what-the-grader-plays',
  next: 'What would the receiver read, had this been sent?',
  causes: [silentWrap],
  async play({ learner }) {
    const outside = await learner.calls(
      OUT_OF_RANGE.map(([format, value]) => ['pack', format, value]),
    );
    for (const [i, [format, , why]] of OUT_OF_RANGE.entries())
      outside[i]?.throws('RangeError', why, { format, outside: true });
    const strange = await learner.calls(
      [1.5, Number.NaN, Number.POSITIVE_INFINITY].map((value) => ['pack', '>i', value]),
    );
    for (const answer of strange)
      answer.throws(['TypeError', 'RangeError'], 'i takes a whole number');
    const types = await learner.calls(
      WRONG_TYPE.map(([format, values]) => ['pack', format, ...values]),
    );
    for (const [i, [format, , why]] of WRONG_TYPE.entries())
      types[i]?.throws('TypeError', why, { format });
  },
};

export const refusesFormats: Check = {
  id: 'refuses-formats',
  title: 'a format that cannot be read, or data of another size, is refused',
  points: 2,
  needs: ['unpacks'],
  lesson: 'what-the-grader-plays',
  next: 'What does the lesson allow in a format, and how long must the data be?',
  causes: [wrongSizeAccepted],
  async play({ learner }) {
    const formats = await learner.calls(refused.map(({ format }) => ['calcsize', format]));
    for (const [i, { format }] of refused.entries())
      formats[i]?.throws('TypeError', 'CPython refuses this format as well', { format });
    const huge = ['>9999999999999999999s', '>2147483648s', '>1073741824i', '>2147483647sB'];
    const sized = await learner.play(
      huge.map((format) => new Script().invoke('pack', format, Buffer.alloc(1))),
      { measure: true },
    );
    for (const [answer] of sized) {
      answer?.throws('TypeError', 'it takes more than 2**31 - 1 bytes');
      if (answer && answer.allocated > 1024 * 1024)
        answer.fail({ text: 'a TypeError before anything is allocated' });
    }
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

export const copies: Check = {
  id: 'copies',
  title: 'what unpack gave does not change with the data',
  points: 1,
  needs: ['unpacks'],
  lesson: 'what-unpack-gives-back',
  next: 'Whose memory do the bytes lie in that you gave back?',
  causes: [viewHandedOut],
  async play({ learner }) {
    const data = new Argument('data', Buffer.from('0361626378', 'hex'));
    const formats: [string, Value[]][] = [
      ['>4pc', [Buffer.from('abc'), Buffer.from('x')]],
      ['>5s', [Buffer.from('0361626378', 'hex')]],
      ['>5c', [...Buffer.from('0361626378', 'hex')].map((byte) => Buffer.of(byte))],
    ];
    const played = formats.map(([format]) =>
      new Script().invoke('unpack', format, data).overwrite(data),
    );
    const answers = await learner.play(played, { late: true });
    for (const [i, [, expected]] of formats.entries())
      answers[i]?.[0]?.returns(expected, { facts: { overwritten: true } });
  },
};
