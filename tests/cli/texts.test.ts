import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../helpers/course.ts';

const LITERAL = /'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`|"((?:[^"\\\n]|\\.)*)"/g;
const COMMENT = /^\s*(?:\/\/|\*|\/\*).*$/gm;
const FEWEST_WORDS = 4;

/** The texts in a source file: its literals of four words and more. */
function textsIn(file: string): string[] {
  const code = fs.readFileSync(path.join(ROOT, 'grader', file), 'utf8').replaceAll(COMMENT, '');
  return [...code.matchAll(LITERAL)]
    .map(([, single, template, double]) => (single ?? template ?? double ?? '').trim())
    .filter((text) => text.split(/\s+/).length >= FEWEST_WORDS);
}

test('each text of the interface stands in one place: whoever translates it changes one file', () => {
  const places = new Map<string, string[]>();
  for (const name of fs.readdirSync(path.join(ROOT, 'grader'), { recursive: true })) {
    const file = String(name).replaceAll('\\', '/');
    if (!file.endsWith('.ts') || file.startsWith('units/')) continue;
    for (const text of new Set(textsIn(file)))
      places.set(text, [...(places.get(text) ?? []), file]);
  }
  expect(places.size).toBeGreaterThan(300);
  expect([...places].filter(([, files]) => files.length > 1)).toEqual([]);
});
