import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { cloned, git, noGit, settleGit } from '../helpers/git.ts';
import type { Learner } from '../helpers/learner.ts';
import { newerThan, snapshot } from '../helpers/newer.ts';
import { commit, FILE, LESSON, MINE, NEW_STUB, outdated, SLUG, STUB } from '../helpers/outdated.ts';
import { undated } from '../helpers/upgrading.ts';
import { temporaryFolder } from '../helpers/workbook.ts';

settleGit();

/** git pull has nothing to do, and the branch contains what the course has. */
function expectUpToDate(me: Learner, course: Learner): void {
  expect(git(me.workbook, 'pull')).toBe('Already up to date.');
  git(
    me.workbook,
    'merge-base',
    '--is-ancestor',
    git(course.workbook, 'rev-parse', 'HEAD'),
    'HEAD',
  );
}

const REPORT = `The workbook, from 0.1.0 to 0.2.0, out of origin

Units
  The stub of 03-ports changed: exercises/03-ports.ts is the new one.
  The stub of 07-echo-server changed. Yours stays as it is; what changed is
  below.
  19-reliable-udp is no longer part of the course.

Your exercises
  The one that you have edited stays as it is.

Other files
  4 replaced, 3 removed.
  These you had edited. The new version has them otherwise, and yours are kept
  in kept/DATE:
    lessons/07-echo-server.md

- the stub of 07-echo-server in 0.1.0
+ the stub of 07-echo-server in 0.2.0

@@ line 1 of the old stub, line 1 of the new one @@
-export function say(): void {}
+export function say(loud: boolean): void {}

This is version 0.2.0 now. Your branch main contains it.
Next: npm run next.
`;

describe.skipIf(noGit)(`npm run upgrade in a git checkout${noGit}`, () => {
  test('of somebody who never commits', async () => {
    const { me, course } = outdated();
    me.exercise(SLUG, MINE);
    me.write('exercises/mine.ts', MINE);
    const notes = `${me.read(LESSON)}My notes.\n`;
    me.write(LESSON, notes);
    const { status, stdout, stderr } = await me.run('upgrade');
    expect({ status, stdout: undated(stdout), stderr }).toEqual({
      status: 0,
      stdout: REPORT,
      stderr: '',
    });
    expect(git(me.workbook, 'rev-parse', 'HEAD')).toBe(git(course.workbook, 'rev-parse', 'HEAD'));
    expect(git(me.workbook, 'status', '--porcelain')).toBe(` M ${FILE}\n?? exercises/mine.ts`);
    expect(me.exercise(SLUG)).toBe(MINE);
    expect(me.exercise('03-ports')).toBe(NEW_STUB);
    expect(me.read(LESSON)).toBe(course.read(LESSON));
    expect(me.read(`kept/${me.names('kept')[0]}/${LESSON}`)).toBe(notes);
    expectUpToDate(me, course);
    expect(await me.run('upgrade')).toEqual({
      status: 0,
      stderr: '',
      stdout: 'You have the newest version of origin: 0.2.0. Nothing was done.\n',
    });
  });

  test('of somebody who commits on main', async () => {
    const { me, course, release } = outdated();
    me.exercise(SLUG, MINE);
    commit(me, 'Echo');
    me.write(LESSON, `${me.read(LESSON)}My notes.\n`);
    commit(me, 'Notes');
    const mine = git(me.workbook, 'rev-parse', 'HEAD');
    expect(undated((await me.run('upgrade')).stdout)).toBe(REPORT);
    expect(git(me.workbook, 'log', '-1', '--format=%P %s')).toBe(
      `${mine} ${git(course.workbook, 'rev-parse', 'HEAD')} Upgrade the workbook to 0.2.0`,
    );
    expect(git(me.workbook, 'status', '--porcelain')).toBe('');
    expect(git(me.workbook, 'diff', '--name-only', 'origin/main')).toBe(FILE);
    expect(me.exercise(SLUG)).toBe(MINE);
    expectUpToDate(me, course);
    // The next one goes through as well, and so does a plain pull where nothing of theirs is touched.
    course.write(LESSON, `${course.read(LESSON)}Still more.\n`);
    release('0.3.0');
    git(me.workbook, 'pull', '--quiet', '--no-rebase', '--no-edit');
    course.stub(SLUG, STUB);
    release('0.4.0');
    expect((await me.run('upgrade')).status).toBe(0);
    expect(me.exercise(SLUG)).toBe(MINE);
    expect(git(me.workbook, 'status', '--porcelain')).toBe('');
    expectUpToDate(me, course);
  });

  test('of somebody who commits on a branch of their own, with more staged and more edited', async () => {
    const { me, course } = outdated();
    git(me.workbook, 'switch', '--quiet', '--create', 'mine');
    me.exercise(SLUG, '// committed\n');
    commit(me, 'Echo');
    me.exercise(SLUG, '// staged\n');
    me.exercise('08-udp-chat', '// staged\n');
    git(me.workbook, 'add', '--all');
    me.exercise(SLUG, MINE);
    const { stdout } = await me.run('upgrade');
    expect(stdout).toContain('This is version 0.2.0 now. Your branch mine contains it.\n');
    expect(git(me.workbook, 'show', `HEAD:${FILE}`)).toBe('// committed');
    expect(git(me.workbook, 'show', `:${FILE}`)).toBe('// staged');
    expect(me.exercise(SLUG)).toBe(MINE);
    expect(git(me.workbook, 'status', '--porcelain')).toBe(
      `MM ${FILE}\nM  exercises/08-udp-chat.ts`,
    );
    commit(me, 'All');
    git(me.workbook, 'switch', '--quiet', 'main');
    git(me.workbook, 'pull', '--quiet');
    expect(git(me.workbook, 'rev-parse', 'HEAD')).toBe(git(course.workbook, 'rev-parse', 'HEAD'));
    expect(git(me.workbook, 'merge', 'mine')).toContain('Fast-forward');
  });

  test('a unit that is called otherwise takes committed work with it', async () => {
    const { me, course, release } = outdated();
    course.addUnit('20-echo-server', SLUG);
    course.removeUnit(SLUG);
    release('0.3.0');
    me.exercise(SLUG, MINE);
    commit(me, 'Echo');
    const { stdout } = await me.run('upgrade');
    expect(stdout).toContain(`
  07-echo-server is called 20-echo-server now. Your exercise and its grades go
  with it.
  The stub of 20-echo-server changed. Yours stays as it is; what changed is
  below.
`);
    expect(me.exercise('20-echo-server')).toBe(MINE);
    expect(git(me.workbook, 'status', '--porcelain')).toBe('');
    expect(git(me.workbook, 'diff', '--name-only', 'origin/main')).toBe(
      'exercises/20-echo-server.ts',
    );
  });

  test('takes upstream of a fork, and a newer state of the same version', async () => {
    const { me, course, release } = cloned();
    const fork = path.join(temporaryFolder(), 'fork.git');
    git(me.workbook, 'clone', '--quiet', '--bare', '.', fork);
    git(me.workbook, 'remote', 'rename', 'origin', 'upstream');
    git(me.workbook, 'remote', 'add', 'origin', fork);
    course.write(LESSON, `${course.read(LESSON)}More.\n`);
    release('0.1.0');
    expect(
      (await me.run('upgrade')).stdout,
    ).toBe(`The workbook, a newer state of 0.1.0, out of upstream

Other files
  1 replaced.

This is version 0.1.0 now. Your branch main contains it.
Next: npm run next.
`);
    expect(me.read(LESSON)).toBe(course.read(LESSON));
  });

  test('with a folder, git tells which files were edited; a later fetch finds nothing amiss', async () => {
    const { me, course } = outdated();
    me.exercise(SLUG, MINE);
    me.write(LESSON, `${me.read(LESSON)}My notes.\n`);
    const zip = newerThan(course, '0.2.0').workbook;
    const { stdout } = await me.run('upgrade', zip);
    expect(undated(stdout)).toBe(
      REPORT.replace('out of origin', `out of ${zip}`).replace(
        'Your branch main contains it.',
        'To git these are changes that are not committed yet.',
      ),
    );
    const before = snapshot(me);
    expect((await me.run('upgrade')).stdout).toContain('a newer state of 0.2.0, out of origin');
    const after = snapshot(me);
    expect({ ...after, '.upgrade.json': '' }).toEqual({ ...before, '.upgrade.json': '' });
    expect(git(me.workbook, 'status', '--porcelain')).toBe(` M ${FILE}`);
    expect((await me.run('upgrade', '--changes', '07')).stdout).toContain('-export function say()');
    expectUpToDate(me, course);
  });
});
