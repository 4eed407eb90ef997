import { Argument, type Check, countBytes, Script } from '../../vocabulary.ts';
import { viewKept } from './causes.ts';
import {
  blanksInFront,
  charactersCounted,
  cutOffDigits,
  fiveDigits,
  headerCounted,
  limitInCharacters,
  refusedTheLargest,
  scratchReused,
  textCut,
  unpadded,
} from './encoder-causes.ts';
import { message, stream, textsOf } from './messages.ts';

const TEXTS = ['hello', '', '你好', '🙂', 'Straße', 'two\nlines\r\n', '\ufeffok', '0005hello'];

export const encodes: Check = {
  id: 'encodes',
  title: 'encodeMessage writes the length in four digits, then the text',
  points: 2,
  lesson: 'four-digits',
  next: 'Which four bytes stand in front of this text, and what do they count?',
  causes: [charactersCounted, headerCounted, unpadded, blanksInFront],
  async play({ learner, random }) {
    const lengths = [9, 10, 99, 100, 999, 1000].map((length) => 'a'.repeat(length));
    const made = Array.from({ length: 20 }, () =>
      String.fromCodePoint(random.integer(0xa0, 0xd7ff), 0x61).repeat(random.integer(1, 400)),
    );
    const texts = [...TEXTS, ...lengths, ...made];
    const answers = await learner.calls(texts.map((text) => ['encodeMessage', text]));
    for (const [i, text] of texts.entries()) {
      answers[i]?.returns(message(text), {
        facts: {
          bytes: Buffer.byteLength(text),
          codeUnits: text.length,
          characters: [...text].length,
        },
      });
    }
  },
};

export const refusesLong: Check = {
  id: 'refuses-long',
  title: '9,999 bytes are sent, and 10,000 are refused',
  points: 2,
  needs: ['encodes'],
  lesson: 'ten-thousand-bytes',
  next: 'How many digits has the length of this text, and where would the reader look for the fifth?',
  causes: [limitInCharacters, fiveDigits, cutOffDigits, textCut, refusedTheLargest],
  async play({ learner }) {
    const tooLong = [
      ['a', 10_000],
      ['你', 3334],
      ['🙂', 2500],
      ['a', 10_001],
      ['a', 100_000],
    ];
    const texts = tooLong.map(([one, times]) => String(one).repeat(Number(times)));
    const answers = await learner.calls(texts.map((text) => ['encodeMessage', text]));
    for (const [i, text] of texts.entries()) {
      const bytes = Buffer.byteLength(text);
      const why = `${countBytes(bytes)}, and four digits end at 9,999`;
      answers[i]?.throws('RangeError', why, { tooLong: bytes, codeUnits: text.length });
    }
    const largest = ['a'.repeat(9999), '你'.repeat(3333), `${'🙂'.repeat(2499)}abc`];
    const whole = await learner.calls(largest.map((text) => ['encodeMessage', text]));
    for (const [i, text] of largest.entries()) whole[i]?.returns(message(text));
  },
};

export const ownBytes: Check = {
  id: 'own-bytes',
  title: 'what was kept or handed out does not change any more',
  points: 1,
  needs: ['encodes', 'decodes-any-split'],
  lesson: 'half-a-header',
  next: 'Whose memory do these bytes lie in, and who writes there next?',
  causes: [scratchReused, viewKept],
  async play({ learner, random }) {
    const texts = ['hello', '你好', '', `byebye ${random.integer(1000, 9999)}`];
    const bytes = stream(texts);
    const scripts = [2, 3, 6, 7].map((size) => {
      const script = new Script('MessageDecoder');
      for (let at = 0; at < bytes.length; at += size) {
        const chunk = new Argument(`chunk ${at}`, bytes.subarray(at, at + size));
        script.call('push', chunk).overwrite(chunk);
      }
      return script;
    });
    for (const answers of await learner.play(scripts)) {
      textsOf(
        answers.filter((_, i) => i === 0 || i % 2 === 1),
        texts,
      );
    }
    const encoding = new Script().invoke('encodeMessage', 'hello').invoke('encodeMessage', '你好');
    const [[hello, more] = []] = await learner.play([encoding], { late: true });
    hello?.returns(message('hello'), { facts: { calledAgain: true } });
    more?.returns(message('你好'));
  },
};
