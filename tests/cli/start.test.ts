import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tooOld } from '../../grader/start-failure.mjs';
import { freshWorkbook, grade } from '../helpers/workbook.ts';

/** A fresh clone with only the packages whose names are given. */
function workbookWith(packages: readonly string[]): string {
  const workbook = freshWorkbook();
  const installed = path.join(workbook, 'node_modules');
  const all = fs.realpathSync(installed);
  fs.unlinkSync(installed);
  for (const name of packages) {
    fs.mkdirSync(path.dirname(path.join(installed, name)), { recursive: true });
    fs.symlinkSync(path.join(all, name), path.join(installed, name), 'junction');
  }
  return workbook;
}

test('before npm ci it says what to do', async () => {
  const workbook = workbookWith([]);
  expect(await grade([], { workbook })).toEqual({
    status: 3,
    stdout: '',
    stderr: `The packages of the workbook are not installed. Run npm ci in ${workbook} first.\n`,
  });
});

test('where its compiled copy cannot be kept it says where that is', async () => {
  const workbook = workbookWith(['esbuild']);
  fs.writeFileSync(path.join(workbook, 'node_modules', '.cache'), 'a file where a folder belongs');
  const { status, stdout, stderr } = await grade([], { workbook });
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  const [first, ...rest] = stderr.split('\n');
  expect(first).toMatch(/^The grader could not write the compiled copy of itself: E\w+: .*mkdir/);
  const builds = path.join(workbook, 'node_modules', '.cache', 'network-workbook');
  expect(rest).toEqual([
    `It keeps one in ${builds}. Make that folder writable, then try again.`,
    '',
  ]);
});

test('a Node that is too old is told so', () => {
  const told = 'The workbook needs Node 20.19 or newer, and this is Node ';
  expect(['18.20.4', '20.18.3'].map(tooOld)).toEqual([`${told}18.20.4.`, `${told}20.18.3.`]);
  expect(['20.19.0', '22.0.0', '26.1.0'].map(tooOld)).toEqual([undefined, undefined, undefined]);
});
