import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Desk, LoadFailure } from '../../grader/engine/desk.ts';
import { playCheck } from '../../grader/engine/play-check.ts';
import type { Check } from '../../grader/vocabulary.ts';
import { ROOT } from '../helpers/course.ts';

const PRINTS = `
export function shout(): void { console.log('x'.repeat(8192)); }
export function warn(): void { console.error('a warning'); }
`;

const PRINTS_AND_FAILS = `console.log('listening?');\nthrow new Error('no');\n`;

/** A file with this code, alone in its folder, for as long as `use` runs. */
async function withFile(code: string, use: (file: string) => Promise<void>): Promise<void> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'workbook-output-'));
  const file = path.join(folder, 'prints.ts');
  fs.writeFileSync(file, code);
  await use(file).finally(() => fs.rmSync(folder, { recursive: true }));
}

/** Calls one function, and keeps what the check saw printed. */
function check(name: string, seen: string[]): Check {
  return {
    id: name,
    title: name,
    points: 1,
    lesson: 'nowhere',
    next: 'Nothing?',
    async play({ learner, printed }) {
      (await learner.call(name)).returns(undefined);
      seen.push(await printed());
    },
  };
}

test('what one check made the learner’s code print leaves room for what the next one makes it print', async () => {
  await withFile(PRINTS, async (file) => {
    const desk = new Desk(file, ROOT, []);
    const seen: string[] = [];
    for (const name of ['shout', 'warn']) {
      const { status } = await playCheck(check(name, seen), desk, { slug: 'prints', seed: 1 });
      expect(status).toBe('pass');
    }
    await desk.close();
    expect(seen).toEqual(['x'.repeat(4096), 'a warning\n']);
  });
});

test('what it printed before it failed to load is told, by whichever pipe the news comes first', async () => {
  await withFile(PRINTS_AND_FAILS, async (file) => {
    const desks = Array.from({ length: 30 }, () => new Desk(file, ROOT, []));
    const told = await Promise.all(
      desks.map((desk) => desk.open().catch((error: unknown) => error)),
    );
    await Promise.all(desks.map((desk) => desk.close()));
    for (const failure of told) {
      expect(failure).toBeInstanceOf(LoadFailure);
      expect(failure).toMatchObject({ lines: expect.arrayContaining(['  listening?']) });
    }
  });
});
