import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCatalogue } from '../../grader/course/catalogue.ts';
import { loadUnit, ROOT } from '../helpers/course.ts';
import { lessons } from '../helpers/markdown.ts';

const bySlug = new Map(lessons().map((lesson) => [lesson.name.replace('.md', ''), lesson]));
const catalogue = readCatalogue(ROOT);

describe.each(catalogue.map((unit) => [unit.slug, unit] as const))('%s', (slug, unit) => {
  const lesson = bySlug.get(slug);

  test('has all its rooms', () => {
    const rooms = [
      `exercises/${slug}.ts`,
      `solutions/${slug}.ts`,
      `grader/units/${slug}/checks.ts`,
      `grader/units/${slug}/stub.ts`,
    ];
    expect(rooms.filter((room) => !fs.existsSync(path.join(ROOT, room)))).toEqual([]);
  });

  test('the lesson names its goals, and has the headings that every lesson has', () => {
    expect(unit.goals.length).toBeGreaterThanOrEqual(2);
    const wanted = ['what-the-grader-plays', 'further-reading'];
    expect(wanted.filter((anchor) => !lesson?.anchors.has(anchor))).toEqual([]);
    expect(lesson?.text).not.toMatch(/^# /m);
  });

  test('the lesson has the length of one', () => {
    const prose = lesson?.text.replace(/```[\s\S]*?```/g, '').replace(/^---[\s\S]*?---/, '') ?? '';
    const words = prose.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
    expect(words).toBeGreaterThanOrEqual(slug.startsWith('00-') ? 900 : 1200);
    expect(words).toBeLessThanOrEqual(2700);
  });

  test('every check points to a heading of the lesson', async () => {
    const { checks } = await loadUnit(slug);
    const lost = checks.filter((check) => !lesson?.anchors.has(check.lesson));
    expect(lost.map(({ id, lesson: anchor }) => `${id}: #${anchor}`)).toEqual([]);
  });

  test('every link inside the workbook leads somewhere', () => {
    const lost = (lesson?.links ?? []).filter((link) => {
      if (/^[a-z]+:/.test(link)) return false;
      const [file = '', anchor] = link.split('#');
      const target =
        file === '' ? lesson : lessons().find(({ name }) => name === path.basename(file));
      const there = file === '' || fs.existsSync(path.join(ROOT, 'lessons', file));
      return !there || (anchor !== undefined && !target?.anchors.has(anchor));
    });
    expect(lost).toEqual([]);
  });

  // Only where nobody has begun to solve it, as in a clone that tests run in.
  test.runIf(process.env.CI)('the exercise is the stub as it ships', () => {
    const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
    expect(read(`exercises/${slug}.ts`)).toBe(read(`grader/units/${slug}/stub.ts`));
  });

  test('the solution exports what the stub does', async () => {
    const names = (file: string) =>
      [
        ...fs
          .readFileSync(path.join(ROOT, file), 'utf8')
          .matchAll(/^export (?:async )?(?:function|class) (\w+)/gm),
      ]
        .map(([, name]) => name)
        .sort();
    expect(names(`solutions/${slug}.ts`)).toEqual(names(`grader/units/${slug}/stub.ts`));
  });
});
