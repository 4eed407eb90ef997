import { stripVTControlCharacters } from 'node:util';

const MOST = 16_000;

/** Marks that turn the direction of writing: with them, text from a stranger could look like ours. */
const BIDI = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text as results.json carries it: no ANSI sequences, no control characters, and bounded. */
export function plain(text: string): string {
  const bare = stripVTControlCharacters(text)
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '�')
    .replace(BIDI, '�');
  return bare.length <= MOST ? bare : `${bare.slice(0, MOST)}\n(cut after ${MOST} characters)`;
}
