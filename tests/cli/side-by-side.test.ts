import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { freshWorkbook, grade, mustBeValid, temporaryFolder } from '../helpers/workbook.ts';

/** What a learner reads and a teacher counts, without the times. */
function verdicts(file: string) {
  const { units, score, seed, status } = mustBeValid(JSON.parse(fs.readFileSync(file, 'utf8')));
  const checks = units.flatMap(({ id, checks }) =>
    checks.map((check) => [id, check.id, check.status, check.message]),
  );
  return { checks, score, seed, status };
}

test('two gradings in one checkout, which both find it not yet compiled', async () => {
  const workbook = freshWorkbook();
  const folder = temporaryFolder();
  const files = ['one', 'two', 'alone'].map((name) => path.join(folder, `${name}.json`));
  const words = ['00', '07', '12', '--from', path.join(workbook, 'solutions'), '--seed', '3'];
  const [one, two, alone] = files.map(
    (file) => () => grade([...words, '--json', file], { workbook }),
  );
  const ended = await Promise.all([one?.(), two?.()]);
  ended.push(await alone?.());
  expect(ended.map((end) => ({ status: end?.status, stderr: end?.stderr }))).toEqual(
    Array(3).fill({ status: 0, stderr: '' }),
  );
  const [first, ...others] = files.map(verdicts);
  expect(first?.checks.length).toBeGreaterThan(25);
  for (const other of others) expect(other).toEqual(first);
});
