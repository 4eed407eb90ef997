import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCatalogue } from '../../grader/course/catalogue.ts';
import { readLesson } from '../../grader/course/lesson.ts';
import { lintUnit } from '../../grader/course/lint-course.ts';
import type { Unit } from '../../grader/vocabulary.ts';
import { loadUnit, ROOT } from '../helpers/course.ts';
import { freshWorkbook } from '../helpers/workbook.ts';

describe.each(readCatalogue(ROOT).map((unit) => [unit.slug, unit] as const))('%s', (slug, unit) => {
  test('check-course finds nothing to mend', async () => {
    expect(lintUnit(ROOT, unit, await loadUnit(slug))).toEqual([]);
  });

  test('the lesson has the length of one', () => {
    const words = readLesson(ROOT, slug)
      .prose.split(/\s+/)
      .filter((word) => /\p{L}/u.test(word));
    expect(words.length).toBeGreaterThanOrEqual(slug.startsWith('00-') ? 900 : 1200);
    expect(words.length).toBeLessThanOrEqual(2700);
  });

  // Only where nobody has begun to solve it, as in a clone that tests run in.
  test.runIf(process.env.CI)('the exercise is the stub as it ships', () => {
    const read = (file: string) => fs.readFileSync(path.join(ROOT, file), 'utf8');
    expect(read(`exercises/${slug}.ts`)).toBe(read(`grader/units/${slug}/stub.ts`));
  });
});

describe('check-course', () => {
  const slug = '07-echo-server';

  /** Breaks a fresh workbook in one way, and gives what is found in unit 07. */
  async function findings(damage: (workbook: string) => void) {
    const workbook = freshWorkbook();
    damage(workbook);
    const unit = readCatalogue(workbook).find((found) => found.slug === slug);
    return unit && lintUnit(workbook, unit, await loadUnit(slug));
  }

  function edit(workbook: string, file: string, from: string | RegExp, to: string): void {
    const full = path.join(workbook, file);
    fs.writeFileSync(full, fs.readFileSync(full, 'utf8').replaceAll(from, to));
  }

  const lesson = `lessons/${slug}.md`;
  const checks = `grader/units/${slug}/checks.ts`;
  const stub = `grader/units/${slug}/stub.ts`;
  const hints = `grader/units/${slug}/hints.yaml`;
  const ONE_HINT = 'hints: [{fits: [listens, no-check], text: a}]\nnotice: [a, b]\n';

  test.each<[string, (workbook: string) => void, string, string]>([
    [
      'a room',
      (at) => fs.rmSync(path.join(at, `solutions/${slug}.ts`)),
      `solutions/${slug}.ts`,
      'this room of the unit is missing',
    ],
    [
      'a heading',
      (at) => edit(at, lesson, '## Further reading', '## More'),
      lesson,
      'the heading #further-reading is missing',
    ],
    [
      'a mark behind a block',
      (at) => edit(at, lesson, /```ts run/g, '```ts'),
      lesson,
      'the block does not say whether it runs',
    ],
    [
      'the target of a link',
      (at) => fs.appendFileSync(path.join(at, lesson), '\n[x](nowhere.md)\n'),
      lesson,
      'the link nowhere.md leads nowhere',
    ],
    [
      'an anchor',
      (at) => edit(at, lesson, '## Bytes, not strings', '## Bytes'),
      checks,
      'keeps-other-bytes points to #bytes-not-strings, which the lesson has not',
    ],
    [
      'a name',
      (at) => edit(at, lesson, 'sendAndReadAll', 'send'),
      lesson,
      'it does not name sendAndReadAll, which the exercise exports',
    ],
    [
      'the docstring of an export',
      (at) => edit(at, stub, 'export async function sendAnd', '\nexport async function sendAnd'),
      stub,
      'sendAndReadAll has no docstring',
    ],
    [
      'the docstring of a method',
      (at) =>
        fs.appendFileSync(
          path.join(at, stub),
          '\n/** A. */\nexport class A {\n  b(): void {\n  }\n}\n',
        ),
      stub,
      'b has no docstring',
    ],
    [
      'a wrong submission',
      (at) => fs.rmSync(path.join(at, `grader/units/${slug}/wrong/crashes-on-reset.ts`)),
      checks,
      'no known-wrong submission is caught by survives-reset',
    ],
    [
      'the header of one',
      (at) => edit(at, `grader/units/${slug}/wrong/trims.ts`, '// check:', '//'),
      `grader/units/${slug}/wrong/trims.ts`,
      'it does not say which check and cause must catch it',
    ],
    [
      'a goal',
      (at) => edit(at, lesson, /^goals:\n( {2}- .*\n)+/gm, 'goals: []\n'),
      lesson,
      'the front matter names fewer than two goals',
    ],
    [
      'the file of hints',
      (at) => fs.rmSync(path.join(at, hints)),
      hints,
      'it is missing. Expected hints: (a list of fits: [check ids] and text:) and notice: (three texts).',
    ],
    ['a hint', (at) => fs.writeFileSync(path.join(at, hints), ONE_HINT), hints, 'it holds 1 hints'],
    [
      'a thing worth noticing',
      (at) => fs.writeFileSync(path.join(at, hints), ONE_HINT),
      hints,
      'it names 2 things worth noticing',
    ],
    [
      'a hint for a check',
      (at) => fs.writeFileSync(path.join(at, hints), ONE_HINT),
      hints,
      'no hint fits echoes-all',
    ],
    [
      'the check of a hint',
      (at) => fs.writeFileSync(path.join(at, hints), ONE_HINT),
      hints,
      'a hint fits no-check, which is no check',
    ],
    [
      'the text of a hint',
      (at) => fs.writeFileSync(path.join(at, hints), 'hints: [{fits: [listens]}]'),
      hints,
      'hint 1: text has to be a text, not nothing',
    ],
  ])('notices that %s is missing', async (_, damage, file, cause) => {
    const found = await findings(damage);
    expect(found?.map((finding) => `${finding.file}: ${finding.cause}`)).toContainEqual(
      expect.stringContaining(`${file}: ${/^the block|docstring$/.test(cause) ? 'line' : cause}`),
    );
    expect(found?.some((finding) => finding.cause.includes(cause))).toBe(true);
  });

  test.each<[string, (unit: Unit) => Unit, string]>([
    [
      'another name of the unit',
      (unit) => ({ ...unit, slug: '07-echo' }),
      'it calls the unit 07-echo',
    ],
    [
      'a Next that gives the code away',
      (unit) => ({
        ...unit,
        checks: unit.checks.map((check) => ({
          ...check,
          next: "Write socket.on('end', () => socket.end()); there.",
        })),
      }),
      "what listens says under Next holds a line of the solution: socket.on('end', () => socket.end());",
    ],
  ])('notices %s', async (_, change, cause) => {
    const found = readCatalogue(ROOT).find((unit) => unit.slug === slug);
    if (!found) throw new Error(`there is no unit ${slug}`);
    const findings = lintUnit(ROOT, found, change(await loadUnit(slug)));
    expect(findings.map((finding) => finding.cause)).toContain(cause);
  });
});
