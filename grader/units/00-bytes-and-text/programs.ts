import type * as exercise from '../../../solutions/00-bytes-and-text.ts';
import { bytesOf, numberOf, type Program, type Programs, shown } from '../../vocabulary.ts';

type Exercise = typeof exercise;

const MOST_SHOWN = 16;

/** What was typed as text: \u{feff} and \ud83d stand for what no key gives. */
function textOf(words: readonly string[]): string {
  return words
    .join(' ')
    .replace(/\\u(?:\{([\da-f]{1,5})\}|([\da-f]{4}))/gi, (_, long: string, short: string) =>
      String.fromCodePoint(Number.parseInt(long ?? short, 16)),
    );
}

function hex(bytes: unknown): string {
  return shown(bytes).replace(/^<(.*)>$/, '$1');
}

/** The bytes of a text, those of each character together: e4 bd a0  e5 a5 bd. */
function byCharacter(text: string): string {
  const characters = [...text].map((character) => hex(Buffer.from(character)));
  const more = characters.length > MOST_SHOWN ? '  …' : '';
  return characters.slice(0, MOST_SHOWN).join('  ') + more;
}

const length: Program<Exercise> = {
  about: 'byteLength of a text',
  takes: 'TEXT …',
  example: '你好',
  answer({ byteLength }, words) {
    const text = textOf(words);
    return `byteLength gives ${shown(byteLength(text))}\nin UTF-8     ${byCharacter(text) || 'no bytes'}`;
  },
};

const split: Program<Exercise> = {
  about: 'splitAt: the first N bytes of a text, and the rest',
  takes: 'N TEXT …',
  example: '4 你好',
  answer({ splitAt }, [n = '', ...words]) {
    const parts = splitAt(Buffer.from(textOf(words)), numberOf(n));
    return Array.isArray(parts) ? parts.map(hex).join(' │ ') : shown(parts);
  },
};

const decode: Program<Exercise> = {
  about: 'decodeChunks, a word of hexadecimal bytes for each chunk',
  takes: 'CHUNK …',
  example: 'e4bda0e5 a5bd',
  answer: ({ decodeChunks }, words) => shown(decodeChunks(words.map((word) => bytesOf(word)))),
};

const programs: Programs<Exercise> = { length, split, decode };

export default programs;
