import type { Check } from '../../vocabulary.ts';
import {
  decodedAsLatin1,
  decodedAsUtf16,
  decodedPerChunk,
  droppedTheEnd,
  keptMark,
  pythonsWord,
  replacedInvalid,
  strippedInnerMark,
} from './causes.ts';

const TEXTS = ['hello', '你好', 'Straße 🙂', 'e\u0301'];

/** Every way to cut the bytes into two chunks, and one byte a chunk. */
function cuts(bytes: Buffer): Buffer[][] {
  const twos = Array.from({ length: bytes.length + 1 }, (_, n) => [
    bytes.subarray(0, n),
    bytes.subarray(n),
  ]);
  return [...twos, [...bytes].map((byte) => Buffer.of(byte))];
}

export const decodesAnyCut: Check = {
  id: 'decodes-any-cut',
  title: 'decodeChunks finds a character wherever it was cut',
  points: 2,
  lesson: 'a-character-cut-in-two',
  next: 'After the first chunk, which bytes cannot be decoded yet? Who keeps them?',
  causes: [pythonsWord, decodedAsUtf16, decodedAsLatin1, decodedPerChunk],
  async play({ learner, random }) {
    const texts = [
      ...TEXTS,
      '',
      String.fromCodePoint(random.integer(0x10000, 0x1ffff), random.integer(0x800, 0xd7ff)),
    ];
    const played = texts.flatMap((text) =>
      cuts(Buffer.from(text)).map((chunks) => ({ text, chunks })),
    );
    const answers = await learner.calls(played.map(({ chunks }) => ['decodeChunks', chunks]));
    for (const [i, { text, chunks }] of played.entries())
      answers[i]?.returns(text, { facts: { chunks: chunks.length } });
  },
};

/** Each breaks one rule of RFC 3629, sections 3 and 4. */
const INVALID: [bytes: number[], why: string][] = [
  [[0xff], 'ff stands nowhere in UTF-8'],
  [[0xc0, 0xaf], 'an overlong form: / has to be 2f'],
  [[0xe0, 0x80, 0xaf], 'an overlong form: / has to be 2f'],
  [[0xed, 0xa0, 0x80], 'half of a surrogate pair is no character'],
  [[0xf4, 0x90, 0x80, 0x80], 'it would be beyond U+10FFFF'],
  [[0x68, 0x80], '80 continues a character that nothing began'],
  [[0xe4, 0xbd, 0x41], 'a character breaks off for another'],
  [[0x68, 0xe4, 0xbd], 'the bytes end inside a character'],
];

export const refusesInvalid: Check = {
  id: 'refuses-invalid',
  title: 'decodeChunks throws TypeError for bytes that are no UTF-8',
  points: 1,
  needs: ['decodes-any-cut'],
  lesson: 'bytes-that-are-no-text',
  next: 'Which option makes a TextDecoder refuse instead of repair? And when can it know that the end is cut?',
  causes: [droppedTheEnd, replacedInvalid],
  async play({ learner }) {
    const played = INVALID.flatMap(([bytes, why]) => {
      const whole = Buffer.from(bytes);
      const ways = [[whole], [...whole].map((byte) => Buffer.of(byte))];
      return ways.map((chunks) => ({ chunks, why }));
    });
    const answers = await learner.calls(played.map(({ chunks }) => ['decodeChunks', chunks]));
    for (const [i, { why }] of played.entries()) answers[i]?.throws('TypeError', why, { why });
  },
};

const MARK = '\ufeff';

export const marksAtTheStart: Check = {
  id: 'byte-order-mark',
  title: 'a byte order mark is dropped at the start and kept elsewhere',
  points: 1,
  needs: ['decodes-any-cut'],
  lesson: 'the-byte-order-mark',
  next: 'What is U+FEFF at the very start of a text, and what is it anywhere else?',
  causes: [strippedInnerMark, keptMark],
  async play({ learner }) {
    const atStart = cuts(Buffer.from(`${MARK}你好`)).map((chunks) => ({ chunks, text: '你好' }));
    // Node 24 and 26 lose a U+FEFF that follows, in the same chunk, a character cut before it: never played.
    const later = [`a${MARK}b`, `${MARK}${MARK}a`].map((text) => ({
      chunks: [Buffer.from(text)],
      text: text.startsWith(MARK) ? text.slice(1) : text,
    }));
    const played = [...atStart, ...later];
    const answers = await learner.calls(played.map(({ chunks }) => ['decodeChunks', chunks]));
    for (const [i, { text }] of played.entries()) answers[i]?.returns(text);
  },
};
