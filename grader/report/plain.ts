import { stripVTControlCharacters } from 'node:util';

const MOST = 16_000;

/** Text as results.json carries it: no ANSI sequences, no control characters, and bounded. */
export function plain(text: string): string {
  const bare = stripVTControlCharacters(text)
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '�');
  return bare.length <= MOST ? bare : `${bare.slice(0, MOST)}\n(cut after ${MOST} characters)`;
}
