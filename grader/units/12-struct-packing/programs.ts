import type * as exercise from '../../../solutions/12-struct-packing.ts';
import {
  bytesOf,
  hexLines,
  type Program,
  type Programs,
  quoted,
  row,
  shown,
} from '../../vocabulary.ts';

type Exercise = typeof exercise;
type Value = ReturnType<Exercise['unpack']>[number];

/** 5, -5, 1.5, 0xff; 5n; true, false; hex:6162 and text:12 are bytes, as is every other word. */
function readValue(word: string): Value {
  if (/^-?\d+n$/.test(word)) return BigInt(word.slice(0, -1));
  if (word === 'true' || word === 'false') return word === 'true';
  const [, kind, rest = ''] = /^(hex|text):(.*)$/s.exec(word) ?? [];
  if (kind === 'hex') return bytesOf(rest);
  if (kind === 'text') return Buffer.from(rest);
  const number = Number(word);
  const isNumber = word.trim() !== '' && (!Number.isNaN(number) || word === 'NaN');
  return isNumber ? number : Buffer.from(word);
}

/** Bytes with the text beside them, if they are text. */
function withText(value: unknown): string {
  const text = value instanceof Uint8Array ? quoted(value) : undefined;
  return text === undefined ? shown(value) : `${shown(value)} ${text}`;
}

const pack: Program<Exercise> = {
  about: 'pack: the bytes of values',
  takes: 'FORMAT [VALUE …]',
  example: '>IH 1 2',
  notes:
    '5 is a number, 5n a bigint, true a boolean; abc, text:5 and hex:616263 are bytes, and "a b" is one word.',
  answer({ pack }, [format = '', ...values]) {
    const bytes: unknown = pack(format, ...values.map(readValue));
    return bytes instanceof Uint8Array ? hexLines(bytes) : shown(bytes);
  },
};

const unpack: Program<Exercise> = {
  about: 'unpack: the values in bytes, which are typed in hexadecimal',
  takes: 'FORMAT [BYTES …]',
  example: '>IH 000000010002',
  answer({ unpack }, [format = '', ...words]) {
    const values: unknown = unpack(format, bytesOf(...words));
    if (!Array.isArray(values)) return shown(values);
    return values.length === 0 ? 'no values' : row('', values.map(withText));
  },
};

const calcsize: Program<Exercise> = {
  about: 'calcsize: how many bytes a format takes',
  takes: 'FORMAT',
  example: '@BIH',
  answer: ({ calcsize }, [format = '']) => shown(calcsize(format)),
};

const programs: Programs<Exercise> = { pack, unpack, calcsize };

export default programs;
