import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SubmissionProcess } from '../../grader/submission/submission-process.ts';
import { fromWire } from '../../grader/submission/values.ts';
import { ROOT } from '../helpers/course.ts';

/** What a submission does with the folder of its own, and what it tries with everything else. */
const CODE = `
  import { spawnSync } from 'node:child_process';
  import fs from 'node:fs';
  import path from 'node:path';

  const attempt = (what) => {
    try { what(); return 'done'; } catch (error) { return error.code; }
  };

  export function useOwn(folder) {
    const file = path.join(folder, 'file');
    fs.mkdirSync(path.join(folder, 'inner'));
    fs.writeFileSync(file, 'own');
    fs.renameSync(file, path.join(folder, 'inner', 'moved'));
    fs.chmodSync(path.join(folder, 'inner', 'moved'), 0o600);
    return [fs.readdirSync(folder), fs.readFileSync(path.join(folder, 'inner', 'moved'), 'utf8')];
  }

  export function reachOut(folder, target) {
    const inside = (name) => path.join(folder, name);
    const up = path.relative(folder, target);
    return {
      read: attempt(() => fs.readFileSync(target)),
      readUpwards: attempt(() => fs.readFileSync(folder + path.sep + up)),
      list: attempt(() => fs.readdirSync(path.dirname(target))),
      status: attempt(() => fs.statSync(target)),
      copy: attempt(() => fs.copyFileSync(target, inside('copy'))),
      copyTree: attempt(() => fs.cpSync(path.dirname(target), inside('tree'), { recursive: true })),
      hardLink: attempt(() => fs.linkSync(target, inside('hard'))),
      symbolicLink: attempt(() => fs.symlinkSync(target, inside('soft'))),
      relativeLink: attempt(() => fs.symlinkSync(up, inside('relative'))),
      linkedFolder: attempt(() => fs.symlinkSync(path.dirname(target), inside('folder'), 'dir')),
      moveIn: attempt(() => fs.renameSync(target, inside('moved'))),
      moveOut: attempt(() => fs.renameSync(inside('inner'), path.dirname(target) + '/moved')),
      overwrite: attempt(() => fs.writeFileSync(target, 'all is well')),
      beside: attempt(() => fs.writeFileSync(folder + '-beside', '')),
      truncate: attempt(() => fs.truncateSync(target)),
      remove: attempt(() => fs.rmSync(target)),
      mode: attempt(() => fs.chmodSync(target, 0)),
      program: attempt(() => spawnSync(process.execPath, ['-e', '0'])),
    };
  }
`;

const submission = new SubmissionProcess(['temporary-folder']);
const elsewhere = fs.mkdtempSync(path.join(os.tmpdir(), 'workbook-results-'));
const results = path.join(elsewhere, 'results.json');
const targets = {
  'the checks': path.join(ROOT, 'grader', 'units', '00-bytes-and-text', 'checks.ts'),
  'the solutions': path.join(ROOT, 'solutions', '00-bytes-and-text.ts'),
  'the results': results,
};

beforeAll(async () => {
  fs.writeFileSync(results, '{}');
  const reply = await submission.load(CODE, 'submission', 10_000);
  expect(reply.kind).toBe('loaded');
});
afterAll(async () => {
  fs.rmSync(elsewhere, { recursive: true });
  await submission.stop();
});

async function call(name: string, ...args: string[]): Promise<unknown> {
  const [[outcome] = []] = await submission.run([[{ do: 'call', name, args }]], {
    deadlineMs: 10_000,
  });
  return outcome?.kind === 'returned' ? fromWire(outcome.value) : outcome;
}

function own(): string {
  if (submission.folder === undefined) throw new Error('it was given no folder');
  return submission.folder;
}

test('a submission that is allowed a temporary folder uses it', async () => {
  expect(await call('useOwn', own())).toEqual([['inner'], 'own']);
});

test.each(Object.entries(targets))('and cannot reach %s', async (_, target) => {
  const before = fs.readFileSync(target);
  const attempts = await call('reachOut', own(), target);
  expect(
    new Set(Object.values(attempts as Record<string, string>)),
    JSON.stringify(attempts),
  ).toEqual(new Set(['ERR_ACCESS_DENIED']));
  expect(fs.readFileSync(target)).toEqual(before);
  expect(fs.readdirSync(own())).toEqual(['inner']);
});

test('without the allowance there is no folder', async () => {
  const other = new SubmissionProcess([]);
  expect(other.folder).toBeUndefined();
  await other.stop();
});

test('the folder is gone with its process', async () => {
  const other = new SubmissionProcess(['temporary-folder']);
  await other.ready;
  const { folder = '' } = other;
  fs.writeFileSync(path.join(folder, 'file'), '');
  await other.stop();
  expect(fs.existsSync(folder)).toBe(false);
});
