import { describe, expect, test } from 'vitest';
import { readLesson } from '../../grader/course/lesson.ts';
import { ROOT } from '../helpers/course.ts';

const SLUG = '14-connect-and-timeouts';
const CODE = /\b(?:E[A-Z_]{4,}|ABORT_ERR)\b/g;
/** Those of which the lesson says that they cannot be shown on loopback. */
const NOT_SHOWN = ['EHOSTUNREACH'];

const { blocks, prose } = readLesson(ROOT, SLUG);
const rows = prose
  .split('\n')
  .filter((line) => /^\| `/.test(line))
  .map((line) => line.split('|').slice(1, -1))
  .filter((cells) => cells.length === 5);
const codes = rows.flatMap(([code = '']) => code.match(CODE) ?? []);
// What these say is held against what the blocks print in blocks.test.ts.
const shown = blocks.flatMap(({ language, text }, i) => {
  const before = blocks[i - 1];
  const printed = language === 'output' && before?.language === 'ts';
  return printed && before.words.includes('run') ? (text.match(CODE) ?? []) : [];
});

describe(`the table of error codes (${SLUG})`, () => {
  test('has no empty cell', () => {
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.flat().filter((cell) => cell.trim() === '')).toEqual([]);
  });

  test('each row is produced by a demonstration, and each code shown has a row', () => {
    expect([...new Set([...shown, ...NOT_SHOWN])].sort()).toEqual([...new Set(codes)].sort());
  });

  test('the lesson says which codes it does not show', () => {
    for (const code of NOT_SHOWN) {
      expect(shown).not.toContain(code);
      expect(prose).toContain(`\`${code}\` cannot be shown on loopback`);
    }
  });
});
