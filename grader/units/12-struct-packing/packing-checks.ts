import {
  type Answer,
  type Check,
  Repeated,
  type Stage,
  same,
  type Value,
} from '../../vocabulary.ts';
import {
  floatNotRounded,
  largestRefused,
  roundedTwice,
  tieNotToEven,
  zeroSign,
} from './float-causes.ts';
import {
  lengthByte,
  lengthRefused,
  limitRefused,
  noBuffer,
  nothingWritten,
  onlyBuffers,
  sAsValues,
  takesAnArray,
  usedMemory,
  wrongByteOrder,
  xTakesNoValue,
} from './packing-causes.ts';
import { floats, integers, isNative, layouts, strings, type Vector } from './vectors.ts';

const isBig = ({ values }: Vector) => values.some((value) => typeof value === 'bigint');
const hasFloat = ({ format }: Vector) => /[efd]/.test(format);
const hasString = ({ format }: Vector) => /[csp]/.test(format);
const isPlain = (vector: Vector) => !isBig(vector) && !hasFloat(vector) && !hasString(vector);

async function packsAre(
  { learner }: Stage,
  played: readonly Vector[],
  facts: Record<string, boolean> = {},
): Promise<Answer[]> {
  const answers = await learner.calls(
    played.map(({ format, values }) => ['pack', format, ...values]),
  );
  for (const [i, { format, values, bytes }] of played.entries()) {
    const answer = answers[i];
    // NaN has many bit patterns, and all of them are NaN: which one is written is left open.
    const wanted =
      values.some(Number.isNaN) && holdsNaN(format, answer?.value) ? answer?.value : bytes;
    answer?.returns(wanted ?? bytes, {
      facts: { format, count: values.length, ...factsOf(values), ...facts },
    });
  }
  return answers;
}

/** Of a single value: the number, or how many bytes it has. */
function factsOf([value, ...others]: readonly Value[]): Record<string, number> {
  if (others.length > 0) return {};
  if (typeof value === 'number') return { value };
  return value instanceof Uint8Array ? { length: value.length } : {};
}

/** Whether the bytes are a NaN of the precision that the format's last letter names. */
function holdsNaN(format: string, value: Value | undefined): boolean {
  const bits = { e: [2, 10], f: [4, 23], d: [8, 52] }[format.slice(-1)];
  if (!bits || !(value instanceof Uint8Array) || value.length !== bits[0]) return false;
  const [, fraction = 0] = bits;
  const big = /^[>!]/.test(format) ? value : Buffer.from(value).reverse();
  const number =
    BigInt(`0x${Buffer.from(big).toString('hex')}`) & ~(1n << BigInt(8 * value.length - 1));
  return number > (2n ** BigInt(8 * value.length - 1 - fraction) - 1n) << BigInt(fraction);
}

/** 2 ** k in 16 bits, for every k that they hold: above -15 the exponent counts, below it the fraction. */
const halves: Vector[] = Array.from({ length: 40 }, (_, i) => i - 24).map((k) => {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(k >= -14 ? (k + 15) << 10 : 1 << (k + 24));
  return { format: '>e', values: [2 ** k], bytes, unpacked: [2 ** k] };
});

/** A p with room for nothing, not even its length byte. */
const noRoom: Vector[] = [
  { format: '<B0p', values: [7, Buffer.from('xyz')], bytes: Buffer.of(7), unpacked: [] },
];

/**
 * One byte of each value is kept. The others soon lie in memory that is free again, where a Buffer
 * that nobody clears finds them.
 */
async function packsZeros({ learner }: Stage): Promise<void> {
  const format = '>s7x';
  const value = new Repeated(Buffer.of(0xee), 1024);
  const answers = await learner
    .patient(20_000)
    .calls(Array.from({ length: 2000 }, () => ['pack', format, value]));
  const wanted = Buffer.from('ee00000000000000', 'hex');
  for (const answer of answers) answer.returns(wanted, { facts: { format } });
}

/** The same with every string of bytes in a plain Uint8Array. */
function inPlainArrays(vector: Vector): Vector {
  const values = vector.values.map((value) =>
    value instanceof Uint8Array ? Uint8Array.from(value) : value,
  );
  return { ...vector, values };
}

export const packsStandard: Check = {
  id: 'packs-standard',
  title: 'pack writes integers in the order that = < > ! name',
  points: 3,
  needs: ['calcsize-standard'],
  lesson: 'byte-order',
  next: 'How is the number written in hexadecimal, in two digits a byte, and which of these bytes goes out first?',
  causes: [
    takesAnArray,
    noBuffer,
    usedMemory,
    nothingWritten,
    wrongByteOrder,
    limitRefused,
    xTakesNoValue,
  ],
  async play(stage) {
    const fixed = {
      format: '!i',
      values: [1231341234],
      bytes: Buffer.from('4964c6b2', 'hex'),
      unpacked: [],
    };
    const played = [...integers, ...layouts].filter(
      (vector) => !isNative(vector.format) && isPlain(vector),
    );
    const [inArray] = await stage.learner.calls([['pack', fixed.format, fixed.values]]);
    const takesAnArray = inArray?.error === undefined && same(inArray?.value, fixed.bytes);
    const answers = await packsAre(stage, [fixed, ...played], { takesAnArray });
    for (const answer of answers) {
      if (Buffer.isBuffer(answer.value)) continue;
      answer.fail({ text: 'a Buffer of these bytes' }, { noBuffer: true });
    }
  },
};

export const packsNative: Check = {
  id: 'packs-native',
  title: 'pack aligns and is little-endian behind @ and without a prefix',
  points: 2,
  needs: ['calcsize-native', 'packs-standard'],
  lesson: 'alignment',
  next: 'Which bytes belong to no value, and what stands in them?',
  causes: [usedMemory, wrongByteOrder, limitRefused, xTakesNoValue],
  async play(stage) {
    const fixed = {
      format: 'i',
      values: [1231341234],
      bytes: Buffer.from('b2c66449', 'hex'),
      unpacked: [],
    };
    const played = [...integers, ...layouts].filter(
      (vector) => isNative(vector.format) && isPlain(vector),
    );
    await packsAre(stage, [fixed, ...played]);
  },
};

export const packsBytes: Check = {
  id: 'packs-bytes',
  title: 'c, s and p take bytes, and a count before s or p is a length',
  points: 2,
  needs: ['packs-standard'],
  lesson: 'bytes-and-strings',
  next: 'How many bytes has this code in all, which of them come from the value, and what stands in the others?',
  causes: [onlyBuffers, usedMemory, sAsValues, lengthRefused, lengthByte, xTakesNoValue],
  async play(stage) {
    await packsAre(stage, [
      ...strings,
      ...noRoom,
      ...layouts.filter(
        (vector) =>
          !isNative(vector.format) && hasString(vector) && !isBig(vector) && !hasFloat(vector),
      ),
    ]);
    await packsAre(stage, strings.map(inPlainArrays), { plain: true });
    await packsZeros(stage);
  },
};

export const packsEightBytes: Check = {
  id: 'packs-eight-bytes',
  title: 'an integer of eight bytes is a bigint',
  points: 2,
  needs: ['packs-native'],
  lesson: 'eight-bytes-need-a-bigint',
  next: 'Which codes have eight bytes, and which of them only natively?',
  causes: [wrongByteOrder, limitRefused],
  async play(stage) {
    await packsAre(
      stage,
      [...integers, ...layouts].filter(
        (vector) => isBig(vector) && !hasFloat(vector) && !hasString(vector),
      ),
    );
  },
};

export const packsFloats: Check = {
  id: 'packs-floats',
  title: 'e, f and d are IEEE 754 with 16, 32 and 64 bits, rounded to even',
  points: 2,
  needs: ['packs-native'],
  lesson: 'floats',
  next: 'Which number of this precision lies nearest?',
  causes: [wrongByteOrder, zeroSign, roundedTwice, tieNotToEven, floatNotRounded, largestRefused],
  async play(stage) {
    await packsAre(stage, [
      ...floats,
      ...halves,
      ...layouts.filter((vector) => hasFloat(vector) && !isBig(vector)),
    ]);
  },
};
