import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { type Plan, planUpgrade } from '../../grader/course/upgrade/plan.ts';
import { stageUpgrade } from '../../grader/course/upgrade/stage.ts';
import { readWorkbook, type Workbook } from '../../grader/course/upgrade/workbook.ts';
import { finishUpgrade } from '../../grader/finish-upgrade.mjs';
import { ROOT } from '../helpers/course.ts';
import { cloned, git, noGit, settleGit } from '../helpers/git.ts';
import { type Learner, learner, learnerIn } from '../helpers/learner.ts';
import { type Newer, newerThan, snapshot } from '../helpers/newer.ts';
import { freshWorkbook, temporaryFolder } from '../helpers/workbook.ts';

settleGit();

const MINE = '// mine\n';

function workbookIn({ workbook }: Learner): Workbook {
  const found = readWorkbook(workbook);
  if (found) return found;
  throw new Error(`${workbook} holds no workbook`);
}

/** Something of each: a file that is replaced and kept, one that is new, one that goes, a unit with a new name. */
function planned(): { me: Learner; newer: Newer; plan: Plan } {
  const me = learner();
  const newer = newerThan(me, '0.2.0');
  me.exercise('12-struct-packing', MINE);
  newer.addUnit('13-struct-packing', '12-struct-packing');
  newer.removeUnit('12-struct-packing');
  newer.stub('03-ports', '// new\n');
  const plan = planUpgrade({
    mine: workbookIn(me),
    newer: workbookIn(newer),
    shipped: undefined,
    byGit: false,
  });
  return { me, newer, plan: { ...plan, kept: 'kept/now' } };
}

function copyOf({ workbook }: Learner): Learner {
  const folder = temporaryFolder();
  const isCopied = (name: string) => !name.endsWith('node_modules');
  fs.cpSync(workbook, folder, { recursive: true, filter: isCopied });
  return learnerIn(folder);
}

/** Finishes an upgrade in another process, which is killed in the place of its n-th rename. */
async function killedAt(count: number, { workbook }: Learner): Promise<NodeJS.Signals | null> {
  const finish = pathToFileURL(path.join(ROOT, 'grader', 'finish-upgrade.mjs')).href;
  const script = `
    import fs from 'node:fs';
    const { finishUpgrade } = await import(${JSON.stringify(finish)});
    const rename = fs.renameSync;
    let left = ${count};
    fs.renameSync = (from, to) => (left-- === 0 ? process.kill(process.pid, 'SIGKILL') : rename(from, to));
    finishUpgrade(${JSON.stringify(workbook)});
  `;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: 'inherit',
  });
  const [, signal] = await once(child, 'close');
  return signal;
}

/** Finishes an upgrade that stops in the place of its n-th rename; whether it came to that. */
function stoppedAt(count: number, { workbook }: Learner): boolean {
  const rename = fs.renameSync;
  let left = count;
  const spy = vi.spyOn(fs, 'renameSync').mockImplementation((from, to) => {
    if (left-- === 0) throw new Error('stopped here');
    rename(from, to);
  });
  try {
    finishUpgrade(workbook);
    return false;
  } catch {
    return true;
  } finally {
    spy.mockRestore();
  }
}

test('stopped at any place, or killed, it goes on and comes to the same', async () => {
  const whole = planned();
  stageUpgrade(whole.plan);
  const staged = copyOf(whole.me);
  expect(finishUpgrade(whole.me.workbook)).toEqual({
    from: '0.1.0',
    to: '0.2.0',
    trouble: undefined,
  });
  expect(whole.me.exercise('13-struct-packing')).toBe(MINE);
  const expected = snapshot(whole.me);
  const goOn = (me: Learner) => {
    finishUpgrade(me.workbook);
    expect(snapshot(me)).toEqual(expected);
    expect(me.names('.')).not.toContain('.upgrade');
  };
  let stopped = 0;
  for (; ; stopped += 1) {
    const me = copyOf(staged);
    if (!stoppedAt(stopped, me)) break;
    goOn(me);
  }
  expect(stopped).toBeGreaterThan(8);
  const me = copyOf(staged);
  expect(await killedAt(5, me)).toBe(process.platform === 'win32' ? null : 'SIGKILL');
  goOn(me);
});

test('what is saved meanwhile is not lost', () => {
  const { me, newer, plan } = planned();
  stageUpgrade(plan);
  const before = me.read('grader/units/03-ports/stub.ts');
  me.exercise('03-ports', MINE);
  me.exercise('12-struct-packing', '// saved again\n');
  me.write('lessons/13-struct-packing.md', '# Mine\n');
  finishUpgrade(me.workbook);
  expect(me.exercise('03-ports')).toBe(MINE);
  expect(me.exercise('12-struct-packing')).toBe('// saved again\n');
  expect(me.exercise('13-struct-packing')).toBe(MINE);
  expect(me.read('lessons/13-struct-packing.md')).toBe(newer.read('lessons/13-struct-packing.md'));
  expect(me.read('kept/now/lessons/13-struct-packing.md')).toBe('# Mine\n');
  expect(me.read('kept/now/grader/units/03-ports/stub.ts')).toBe(before);
});

test('where the new files cannot be written, nothing was done', () => {
  const { me, newer, plan } = planned();
  const before = snapshot(me);
  fs.mkdirSync(path.join(me.workbook, '.upgrade.1'));
  newer.remove('grader/units/03-ports/stub.ts');
  expect(() => stageUpgrade(plan)).toThrow(
    /^The new files could not be written: ENOENT.*\nNothing was changed\.$/,
  );
  expect(snapshot(me)).toEqual(before);
  expect(me.names('.').filter((name) => name.startsWith('.upgrade'))).toEqual([]);
});

test('two at once: the second is told of the first', async () => {
  const { me, newer, plan } = planned();
  stageUpgrade(plan);
  const before = snapshot(me);
  const { status, stderr } = await me.run('upgrade', newer.workbook);
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: 'Another upgrade is under way in this folder. Nothing was changed.\n',
  });
  expect(snapshot(me)).toEqual(before);
});

test('the next command of any name finishes what was cut off, before it compiles the grader', () => {
  const me = learnerIn(freshWorkbook());
  const newer = newerThan(me, '0.2.0');
  newer.write('grader/nearest.ts', `${newer.read('grader/nearest.ts')}// newer\n`);
  const versions = { mine: workbookIn(me), newer: workbookIn(newer), shipped: undefined };
  stageUpgrade(planUpgrade({ ...versions, byGit: false }));
  me.write('grader/nearest.ts', 'half a file {');
  const start = path.join(me.workbook, 'grader', 'start.mjs');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [start, 'upgrade', newer.workbook],
    {
      cwd: me.workbook,
      encoding: 'utf8',
    },
  );
  expect({ status, stdout, stderr }).toEqual({
    status: 0,
    stdout: `${newer.workbook} holds version 0.2.0, which you have: nothing was done.\n`,
    stderr: 'The upgrade to 0.2.0 had been cut off, and is finished now. Run npm ci.\n',
  });
  expect(me.read('grader/nearest.ts')).toBe(newer.read('grader/nearest.ts'));
});

describe.skipIf(noGit)(`the branch${noGit}`, () => {
  /** An upgrade that is staged, with the commit that the branch is moved to. */
  function staged() {
    const { me, course, release } = cloned();
    const head = git(me.workbook, 'rev-parse', 'HEAD');
    course.stub('03-ports', '// new\n');
    release('0.2.0');
    git(me.workbook, 'fetch', '--quiet');
    const commit = git(me.workbook, 'rev-parse', 'origin/main');
    const index = git(me.workbook, 'rev-parse', 'origin/main^{tree}');
    const plan = planUpgrade({
      mine: workbookIn(me),
      newer: workbookIn(course),
      shipped: undefined,
      byGit: true,
    });
    stageUpgrade(plan, { head, commit, index, message: 'Upgrade' });
    return { me, commit };
  }

  test('is moved once, also where that was cut off in the middle', () => {
    const { me, commit } = staged();
    git(me.workbook, 'read-tree', commit);
    expect(finishUpgrade(me.workbook)?.trouble).toBe(undefined);
    expect(git(me.workbook, 'rev-parse', 'HEAD')).toBe(commit);
    expect(git(me.workbook, 'status', '--porcelain')).toBe('');
  });

  test('is left alone where it has other commits by then, and that is said', () => {
    const { me } = staged();
    git(me.workbook, 'commit', '--quiet', '--allow-empty', '--message', 'Meanwhile');
    const head = git(me.workbook, 'rev-parse', 'HEAD');
    expect(finishUpgrade(me.workbook)?.trouble).toBe('the branch has got other commits meanwhile');
    expect(git(me.workbook, 'rev-parse', 'HEAD')).toBe(head);
    expect(me.exercise('03-ports')).toBe('// new\n');
  });
});
