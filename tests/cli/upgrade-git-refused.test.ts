import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { git, noGit, settleGit } from '../helpers/git.ts';
import { type Learner, learnerIn } from '../helpers/learner.ts';
import { commit, MINE, outdated, SLUG, state } from '../helpers/outdated.ts';
import { temporaryFolder } from '../helpers/workbook.ts';

settleGit();

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
