import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readCatalogue } from '../../grader/course/catalogue.ts';
import { readLesson } from '../../grader/course/lesson.ts';
import { ROOT } from '../helpers/course.ts';

const CLAIMS = 37;
const { links, text } = readLesson(ROOT, 'index');

test('every topic and claim of the index leads to a heading', () => {
  const broken = links.filter((link) => {
    const [file = '', anchor = ''] = link.split('#');
    if (!fs.existsSync(path.join(ROOT, 'lessons', file))) return true;
    return !readLesson(ROOT, path.basename(file, '.md')).anchors.has(anchor);
  });
  expect(links.length).toBeGreaterThan(40);
  expect(broken).toEqual([]);
});

test('no row of the index is without a link', () => {
  const rows = text.split('\n').filter((line) => /^\| (?!---|Topic \||# \|)/.test(line));
  expect(rows.length).toBeGreaterThan(40 + CLAIMS);
  expect(rows.filter((row) => !/\[\w+\]\([^)]+#[^)]+\) \|$/.test(row))).toEqual([]);
});

test('every claim has its row, in order', () => {
  const numbers = [...text.matchAll(/^\| (\d+) \| /gm)].map(([, number]) => Number(number));
  expect(numbers).toEqual(Array.from({ length: CLAIMS }, (_, i) => i + 1));
});

test('every unit but the first is there for some topic', () => {
  const named = new Set(links.map((link) => link.slice(0, 2)));
  const missing = readCatalogue(ROOT).filter(({ number }) => number !== '00' && !named.has(number));
  expect(missing.map(({ slug }) => slug)).toEqual([]);
});
