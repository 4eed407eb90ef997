import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Cloned, cloned, git, noGit, settleGit } from '../helpers/git.ts';
import { type Learner, learnerIn } from '../helpers/learner.ts';
import { newerThan, snapshot } from '../helpers/newer.ts';
import { temporaryFolder } from '../helpers/workbook.ts';

settleGit();

const SLUG = '07-echo-server';
const FILE = `exercises/${SLUG}.ts`;
const LESSON = `lessons/${SLUG}.md`;
const MINE = '// mine\nexport {};\n';
const STUB = 'export function say(): void {}\n';
const NEW_STUB = 'export function say(loud: boolean): void {}\n';

/** A clone, and a newer version of the course in the repository that it was cloned from. */
function outdated(): Cloned {
  const found = cloned();
  const { course, me, release } = found;
  course.stub(SLUG, STUB);
  course.stub('03-ports', STUB);
  release('0.1.0');
  git(me.workbook, 'pull', '--quiet');
  course.stub(SLUG, NEW_STUB);
  course.stub('03-ports', NEW_STUB);
  course.write(LESSON, `${course.read(LESSON)}More.\n`);
  course.removeUnit('19-reliable-udp');
  release('0.2.0');
  return found;
}

function commit(me: Learner, message: string): void {
  git(me.workbook, 'add', '--all');
  git(me.workbook, 'commit', '--quiet', '--message', message);
}

/** Where a repository stands, to tell whether anything was done. */
function state(me: Learner): unknown {
  const { workbook } = me;
  return [
    snapshot(me),
    ...[
      ['rev-parse', 'HEAD'],
      ['status', '--porcelain'],
    ].map((words) => git(workbook, ...words)),
  ];
}

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

function undated(text: string): string {
  return text.replace(/kept\/\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d(-\d+)?/g, 'kept/DATE');
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

describe.skipIf(noGit)(`in a git checkout it does nothing${noGit}`, () => {
  async function nothingDone(me: Learner, ...words: string[]) {
    const before = state(me);
    const ended = await me.run('upgrade', ...words);
    expect(state(me)).toEqual(before);
    return ended;
  }

  test('with --dry-run', async () => {
    const { me } = outdated();
    me.exercise(SLUG, MINE);
    commit(me, 'Echo');
    const { status, stdout } = await nothingDone(me, '--dry-run');
    expect(status).toBe(0);
    expect(stdout).toContain(
      'Nothing was written. Without --dry-run, this is what will be done.\n',
    );
  });

  test('in the middle of a merge, with conflicts, and away from all branches', async () => {
    const { me } = outdated();
    me.exercise(SLUG, MINE);
    commit(me, 'Echo');
    expect(() => git(me.workbook, 'pull', '--no-rebase')).toThrow();
    expect(await nothingDone(me)).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'A merge is under way in this checkout.\nEnd it, or give it up (git merge --abort), then try again.\n',
    });
    git(me.workbook, 'merge', '--abort');
    fs.writeFileSync(path.join(me.workbook, '.git', 'index.lock'), '');
    const { stderr } = await me.run('upgrade');
    fs.rmSync(path.join(me.workbook, '.git', 'index.lock'));
    expect(stderr).toBe(
      'Another git command is at work in this checkout.\nWhen it has ended, try again; if there is none, delete .git/index.lock.\n',
    );
    git(me.workbook, 'switch', '--quiet', '--detach');
    expect(await nothingDone(me)).toEqual({
      status: 1,
      stdout: '',
      stderr: 'No branch is checked out here.\nCheck one out (git switch main), then try again.\n',
    });
  });

  test('where nothing can be fetched', async () => {
    const { me, course } = outdated();
    fs.renameSync(course.workbook, `${course.workbook}-away`);
    const { status, stdout, stderr } = await nothingDone(me);
    fs.renameSync(`${course.workbook}-away`, course.workbook);
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    const [first, ...rest] = stderr.split('\n');
    expect(first).toMatch(/^git could not fetch from origin: fatal: .*does not (appear|exist)/);
    expect(rest).toEqual([
      'Nothing was changed. Is there a network? A downloaded copy will do as well:',
      'npm run upgrade -- FOLDER',
      '',
    ]);
  });

  test('without a remote, without git, and in a folder of another checkout', async () => {
    const { me } = outdated();
    git(me.workbook, 'remote', 'remove', 'origin');
    expect(await nothingDone(me)).toEqual({
      status: 2,
      stdout: '',
      stderr:
        'Which folder? This checkout has no remote called upstream or origin to fetch a\nnewer version from. Download it, unpack it beside this folder, then run\nnpm run upgrade -- FOLDER\n',
    });
    const none =
      'Which folder? This workbook is no git checkout of its own, or git is not\ninstalled. Download the newer version, unpack it beside this folder, then run\nnpm run upgrade -- FOLDER\n';
    const { PATH } = process.env;
    process.env.PATH = '';
    const ended = me.run('upgrade');
    process.env.PATH = PATH;
    expect(await ended).toEqual({ status: 2, stdout: '', stderr: none });
    const outer = temporaryFolder();
    git(outer, 'init', '--quiet');
    fs.cpSync(me.workbook, path.join(outer, 'workbook'), {
      recursive: true,
      filter: (name) => !name.endsWith('.git'),
    });
    expect(await learnerIn(path.join(outer, 'workbook')).run('upgrade')).toEqual({
      status: 2,
      stdout: '',
      stderr: none,
    });
  });

  test('where the remote has another history, no workbook, or an older one', async () => {
    const { me, course, release } = outdated();
    const refused = async () => {
      const { status, stdout, stderr } = await nothingDone(me);
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      return stderr;
    };
    release('0.0.9');
    expect(await refused()).toBe(
      'origin holds version 0.0.9, which is older than yours, 0.1.0.\nNothing was done.\n',
    );
    course.remove('package.json');
    git(course.workbook, 'commit', '--quiet', '--all', '--message', 'Another thing');
    expect(await refused()).toBe('What origin has is not the workbook. Nothing was changed.\n');
    git(course.workbook, 'switch', '--quiet', '--orphan', 'anew');
    git(course.workbook, 'commit', '--quiet', '--allow-empty', '--message', 'Anew');
    expect(await refused()).toBe(
      'Your branch main and origin have no commit in common.\nNothing was changed. Clone the newer version beside this folder, then run\nnpm run upgrade -- FOLDER\n',
    );
  });

  test('where git does not know who commits', async () => {
    const { me } = outdated();
    me.exercise(SLUG, MINE);
    commit(me, 'Echo');
    git(me.workbook, 'config', 'user.useConfigOnly', 'true');
    const { GIT_COMMITTER_EMAIL, GIT_AUTHOR_EMAIL } = process.env;
    delete process.env.GIT_COMMITTER_EMAIL;
    delete process.env.GIT_AUTHOR_EMAIL;
    const { status, stderr } = await nothingDone(me).finally(() =>
      Object.assign(process.env, { GIT_COMMITTER_EMAIL, GIT_AUTHOR_EMAIL }),
    );
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr:
        'git could not join the two versions: fatal: no email was given and auto-detection is disabled\nNothing was changed.\n',
    });
  });
});
