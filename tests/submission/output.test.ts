import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Desk } from '../../grader/engine/desk.ts';
import { playCheck } from '../../grader/engine/play-check.ts';
import type { Check } from '../../grader/vocabulary.ts';
import { ROOT } from '../helpers/course.ts';

const PRINTS = `
export function shout(): void { console.log('x'.repeat(8192)); }
export function warn(): void { console.error('a warning'); }
`;

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
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'workbook-output-')), 'prints.ts');
  fs.writeFileSync(file, PRINTS);
  const desk = new Desk(file, ROOT, []);
  const seen: string[] = [];
  for (const name of ['shout', 'warn']) {
    const { status } = await playCheck(check(name, seen), desk, { slug: 'prints', seed: 1 });
    expect(status).toBe('pass');
  }
  await desk.close();
  expect(seen).toEqual(['x'.repeat(4096), 'a warning\n']);
  fs.rmSync(path.dirname(file), { recursive: true });
});
