import { unit } from '../../vocabulary.ts';
import {
  acceptedOutOfRange,
  countedCodePoints,
  countedCodeUnits,
  countedUtf16Bytes,
  pythonsWord,
  splitCharacters,
} from './causes.ts';
import { decodesAnyCut, marksAtTheStart, refusesInvalid } from './decoding.ts';

const TEXTS: [text: string, bytes: string, remark: string][] = [
  ['hello', '68 65 6c 6c 6f', 'ASCII is 1 byte a character'],
  ['', '', 'no text, no bytes'],
  ['你好', 'e4 bd a0  e5 a5 bd', '你 and 好 are 3 bytes each'],
  ['🙂', 'f0 9f 99 82', 'an emoji is 4 bytes'],
  ['e\u0301', '65  cc 81', 'é as e and a combining accent'],
  ['Straße', '53 74 72 61  c3 9f  65', 'ß is 2 bytes'],
];

/** What byteLength() counted in all texts alike: one of them alone would not tell. */
function whatWasCounted(texts: readonly string[], values: readonly unknown[]): string {
  const counts: [string, (text: string) => number][] = [
    ['code units', (text) => text.length],
    ['code points', (text) => [...text].length],
    ['UTF-16 bytes', (text) => 2 * text.length],
  ];
  return counts.find(([, count]) => texts.every((text, i) => values[i] === count(text)))?.[0] ?? '';
}

export default unit('00-bytes-and-text', [
  {
    id: 'counts-bytes',
    title: 'byteLength counts bytes, not characters',
    points: 3,
    lesson: 'bytes-and-characters',
    next: 'What would tell you the length of the encoded text?',
    causes: [pythonsWord, countedUtf16Bytes, countedCodeUnits, countedCodePoints],
    async play({ learner, random }) {
      const made = Array.from({ length: 50 }, () =>
        String.fromCodePoint(random.integer(0xa0, 0xd7ff), 0x61),
      );
      const texts = [...TEXTS.map(([text]) => text), ...made];
      const answers = await learner.calls(texts.map((text) => ['byteLength', text]));
      const counted = whatWasCounted(
        texts,
        answers.map(({ value }) => value),
      );
      for (const [i, text] of texts.entries()) {
        const [, hex, remark] = TEXTS[i] ?? ['', '', ''];
        answers[i]?.returns(Buffer.from(text).length, {
          remark: `${hex}     ${remark}`.trim(),
          facts: { text, counted },
        });
      }
    },
  },
  {
    id: 'splits-bytes',
    title: 'splitAt cuts between any two bytes',
    points: 1,
    lesson: 'a-character-cut-in-two',
    next: 'How many bytes does each part have, and what do they make when joined again?',
    causes: [pythonsWord, acceptedOutOfRange, splitCharacters],
    async play({ learner, random }) {
      for (const bytes of [Buffer.from('你好, ß'), random.bytes(12)]) {
        const places = Array.from({ length: bytes.length + 1 }, (_, n) => n);
        const parts = await learner.calls(places.map((n) => ['splitAt', bytes, n]));
        for (const n of places) parts[n]?.returns([bytes.subarray(0, n), bytes.subarray(n)]);
        const outside = [-1, bytes.length + 1, 1.5, Number.NaN];
        const refused = await learner.calls(outside.map((n) => ['splitAt', bytes, n]));
        for (const answer of refused) {
          answer.throws('RangeError', `n is no whole number from 0 to ${bytes.length}`, {
            outside: true,
          });
        }
      }
    },
  },
  decodesAnyCut,
  refusesInvalid,
  marksAtTheStart,
]);
