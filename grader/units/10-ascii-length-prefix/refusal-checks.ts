import { type Answer, byteByByte, type Check, Failure, type Stage } from '../../vocabulary.ts';
import { header, message, pushing, shown, textsOf } from './messages.ts';
import {
  acceptedAfterBody,
  acceptedAgain,
  cutCharacterKept,
  droppedMark,
  headerNotChecked,
  headerSkipped,
  highBitDropped,
  numberTakesMore,
  parseIntStops,
  repairedText,
} from './refusal-causes.ts';

/** Four bytes that some function takes for a number, or that are digits somewhere else. */
const HEADERS: [header: Uint8Array | string, what: string][] = [
  ['00a1', 'a is no decimal digit'],
  ['01e3', 'e is no decimal digit'],
  ['-001', 'a length has no sign'],
  ['+012', 'a length has no sign'],
  ['  12', 'a blank is no digit'],
  ['0x1f', 'x is no decimal digit'],
  ['12.0', 'a point is no digit'],
  ['1_00', '_ is no digit'],
  ['12\r\n', 'CR and LF are no digits'],
  ['    ', 'a blank is no digit'],
  ['１２', 'a full-width digit is three bytes, none of them a digit'],
  ['١٢', 'an Arabic-Indic digit is two bytes, none of them a digit'],
  [Buffer.of(0xb0, 0xb0, 0xb0, 0xb5), 'b0 is no digit, and 30 is'],
  [Buffer.of(0, 0, 0, 5), '00 is no digit, and 30 is'],
  ['/:/:', 'they stand beside the digits: 2f and 3a'],
  ['hell', 'these are letters'],
  // A length of -4 leads back to its own header: whoever takes it may never come to an end.
  ['-004', 'a length has no sign'],
];

/** So many zeros show what a bad header was taken for: the first message has as many. */
const ZEROS = Buffer.alloc(2000, '0');

async function refuses(learner: Stage['learner'], bad: Buffer, what: string): Promise<void> {
  const text = bad.toString('latin1');
  const why = /^[ -~]{4}$/.test(text) ? `"${text}" is no header, for ${what}` : what;
  const scripts = [
    pushing([bad, ZEROS]),
    pushing(byteByByte(bad)),
    pushing([Buffer.concat([message('ok'), bad])]),
  ];
  const [whole = [], ...others] = await learner.play(scripts);
  const [, at, after] = whole;
  // Each four zeros are an empty message: who finds those alone has passed over the bad header.
  if (at && countOf(at) === 0 && countOf(after) === ZEROS.length / 4) {
    throw new Failure({
      called: after?.called ?? '',
      expected: { text: `Error: ${why}` },
      received: { text: `[], and ${ZEROS.length / 4} empty texts of the zeros that followed` },
      facts: { skipped: true },
    });
  }
  if (at && !at.error) at.throws('Error', why, { header: bad.toString('hex'), took: taken(whole) });
  for (const list of others) {
    list.at(-1)?.throws('Error', why, { header: bad.toString('hex') });
  }
}

/** How long a body the decoder took, where the messages that came tell it; else -1. */
function taken(answers: readonly Answer[]): number {
  const texts = answers.slice(1).flatMap(({ value }) => (Array.isArray(value) ? value : []));
  return typeof texts[0] === 'string' && /^0*$/.test(texts[0]) ? texts[0].length : -1;
}

function countOf(answer: Answer | undefined): number {
  return Array.isArray(answer?.value) ? answer.value.length : -1;
}

export const refusesHeaders: Check = {
  id: 'refuses-headers',
  title: 'a header that is not four digits is refused',
  points: 3,
  needs: ['decodes-any-split'],
  lesson: 'what-is-a-digit',
  next: 'Which bytes may stand in a header? Compare each of the four with them.',
  causes: [headerSkipped, highBitDropped, parseIntStops, numberTakesMore, headerNotChecked],
  async play({ learner, random }) {
    // One after the other: where one of them never comes to an end, it is known which.
    for (const [bytes, why] of HEADERS)
      await refuses(learner, Buffer.from(bytes).subarray(0, 4), why);
    for (let i = 0; i < 40; i++) {
      const bad = header(random.integer(0, 9999));
      const byte = random.pick([0x2f, 0x3a, 0x20, 0x0a, 0xff, 0x61, random.integer(0x3a, 0xff)]);
      bad[random.integer(0, 3)] = byte;
      await refuses(learner, bad, `${byte.toString(16).padStart(2, '0')} is no digit`);
    }
  },
};

/** Each breaks one rule of RFC 3629, sections 3 and 4. */
const INVALID: [bytes: number[], why: string][] = [
  [[0xff], 'ff stands nowhere in UTF-8'],
  [[0x68, 0x80], '80 continues a character that nothing began'],
  [[0xc0, 0xaf], 'an overlong form: / has to be 2f'],
  [[0xed, 0xa0, 0x80], 'half of a surrogate pair is no character'],
  [[0xf4, 0x90, 0x80, 0x80], 'it would be beyond U+10FFFF'],
  [[0xe4, 0xbd, 0xa0, 0xe5, 0xa5], 'the body ends inside a character'],
];

export const refusesOtherBytes: Check = {
  id: 'refuses-other-bytes',
  title: 'a body is the text that was sent, or a TypeError',
  points: 2,
  needs: ['decodes-any-split'],
  lesson: 'bytes-first-text-last',
  next: 'What does your way of decoding make of bytes that are no text, and of U+FEFF at the start?',
  causes: [repairedText, cutCharacterKept, droppedMark],
  async play({ learner }) {
    const played = INVALID.map(([bytes, why]) => ({
      bad: Buffer.concat([header(bytes.length), Buffer.from(bytes)]),
      why,
    }));
    // The byte that would complete the character is the next body's, and does not help.
    const next = Buffer.concat([header(1), Buffer.of(0xbd)]);
    for (const { bad, why } of played) {
      const lists = await learner.play([
        pushing([bad]),
        pushing(byteByByte(bad)),
        pushing([Buffer.concat([message('好'), bad, next])]),
      ]);
      const body = bad.toString('hex', 4);
      for (const list of lists.slice(0, 2)) list.at(-1)?.throws('TypeError', why, { body });
      lists[2]?.at(-1)?.throws('TypeError', why);
    }
    const texts = ['\ufeffok', '\ufeff', '\ufeff\ufeff你', 'ok\ufeff', '\0\u007f\u0080'];
    const kept = await learner.play(texts.map((text) => pushing([message(text)])));
    for (const [i, text] of texts.entries()) textsOf(kept[i] ?? [], [text]);
  },
};

export const staysRefused: Check = {
  id: 'stays-refused',
  title: 'after an error every further push() throws',
  points: 1,
  needs: ['refuses-headers', 'refuses-other-bytes'],
  lesson: 'what-is-a-digit',
  next: 'Where does the next message begin, when the length of this one is not known?',
  causes: [acceptedAfterBody, acceptedAgain],
  async play({ learner }) {
    const noText = Buffer.concat([header(1), Buffer.of(0xff)]);
    for (const bad of [Buffer.from('00a1'), Buffer.from('00a1hello'), noText]) {
      const script = pushing([]).tryCall('push', bad);
      for (const chunk of [message('ok'), Buffer.alloc(0), message('ok')])
        script.tryCall('push', chunk);
      const [[, , ...answers] = []] = await learner.play([script]);
      for (const answer of answers) {
        if (answer.error?.kinds.includes('Error')) continue;
        const { value } = answer;
        throw new Failure({
          called: `${answer.called}. The first push() threw`,
          expected: { text: 'an Error again: this stream cannot be read any further' },
          received: {
            text: Array.isArray(value) ? `[${value.map(shown).join(', ')}]` : shown(value),
          },
          facts: { again: Array.isArray(value) ? value.length : 0, afterBody: bad === noText },
        });
      }
    }
  },
};
