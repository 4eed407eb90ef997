import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ROOT } from './course.ts';
import { type Learner, learner, learnerIn } from './learner.ts';
import { type Newer, newerIn } from './newer.ts';
import { temporaryFolder } from './workbook.ts';

/** Why tests with git are skipped; empty where it is there. */
export const noGit =
  spawnSync('git', ['--version']).status === 0 ? '' : ', skipped: git is missing';

/** For this process and those it starts: an author, and nobody's own settings. */
export function settleGit(): void {
  Object.assign(process.env, {
    GIT_CONFIG_GLOBAL: os.devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'Ada',
    GIT_AUTHOR_EMAIL: 'ada@example.org',
    GIT_COMMITTER_NAME: 'Ada',
    GIT_COMMITTER_EMAIL: 'ada@example.org',
  });
}

/** Runs git in a folder, and gives what it prints. */
export function git(folder: string, ...words: string[]): string {
  return execFileSync('git', words, { cwd: folder, encoding: 'utf8', stdio: 'pipe' }).trimEnd();
}

export interface Cloned {
  me: Learner;
  /** The remote that it was cloned from, as its authors have it. */
  course: Newer;
  /** The authors commit all that they did. */
  release(version: string): void;
}

/** A course in a repository, version 0.1.0, and a clone of it. */
export function cloned(): Cloned {
  const { workbook } = learner();
  fs.rmSync(path.join(workbook, 'node_modules'));
  fs.copyFileSync(path.join(ROOT, '.gitignore'), path.join(workbook, '.gitignore'));
  git(workbook, '-c', 'init.defaultBranch=main', 'init', '--quiet');
  const course = newerIn(workbook, '0.1.0');
  const commit = (version: string) => {
    git(workbook, 'add', '--all');
    git(workbook, 'commit', '--quiet', '--message', version);
  };
  commit('0.1.0');
  const folder = path.join(temporaryFolder(), 'mine');
  git(path.dirname(folder), 'clone', '--quiet', workbook, folder);
  return {
    me: learnerIn(folder),
    course,
    release(version) {
      course.version(version);
      commit(version);
    },
  };
}
