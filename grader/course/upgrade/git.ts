import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Refused } from './workbook.ts';

/** What git was asked in vain: its own words, without what it advises to people who know it. */
export class GitFailed extends Error {}

/** Whether git can be started at all. */
export function hasGit(): boolean {
  return spawnSync('git', ['--version']).status === 0;
}

/** Asks git in a folder, and gives what it prints. Throws GitFailed. */
export function git(
  folder: string,
  words: readonly string[],
  { input = '', index }: { input?: string; index?: string } = {},
): string {
  const { status, signal, stdout, stderr, error } = spawnSync('git', words, {
    cwd: folder,
    input,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: { ...surroundings(), ...(index !== undefined && { GIT_INDEX_FILE: index }) },
  });
  if (status === 0) return stdout;
  if (signal) throw new GitFailed(`it was ended by ${signal}`);
  const lines = (error ? error.message : stderr).split('\n').filter((line) => line.trim() !== '');
  throw new GitFailed(
    lines.find((line) => /^(fatal|error):/.test(line)) ?? lines[0] ?? 'git failed',
  );
}

/** As git(), where a failure is an answer too. */
export function tryGit(folder: string, ...words: string[]): string | undefined {
  try {
    return git(folder, words).trim();
  } catch (error) {
    if (error instanceof GitFailed) return undefined;
    throw error;
  }
}

/** Without what a hook, say, tells git of another checkout. */
function surroundings(): NodeJS.ProcessEnv {
  const { GIT_DIR: _, GIT_WORK_TREE: __, GIT_INDEX_FILE: ___, ...env } = process.env;
  return env;
}

/** Whether the workbook is a git checkout itself, and not a folder in one. */
export function isCheckout(root: string): boolean {
  if (!fs.existsSync(path.join(root, '.git')) || !hasGit()) return false;
  return tryGit(root, 'rev-parse', '--show-prefix') === '';
}

/** The remote that newer versions come from: `upstream` in a fork, else `origin`, else the only one. */
export function remoteOf(root: string): string | undefined {
  const remotes = (tryGit(root, 'remote') ?? '').split('\n').filter((name) => name !== '');
  const known = ['upstream', 'origin'].find((name) => remotes.includes(name));
  return known ?? (remotes.length === 1 ? remotes[0] : undefined);
}

/** Fetches the branch that a remote names as its own; gives its commit. Throws Refused, in words. */
export function fetchNewest(root: string, remote: string): string {
  try {
    const heads = git(root, ['ls-remote', '--symref', remote, 'HEAD']);
    const [, branch = 'HEAD'] = /^ref: refs\/heads\/(\S+)\s+HEAD$/m.exec(heads) ?? [];
    git(root, ['fetch', '--quiet', remote, branch]);
    return git(root, ['rev-parse', '--verify', 'FETCH_HEAD^{commit}']).trim();
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    throw new Refused(
      `git could not fetch from ${remote}: ${error.message}\nNothing was changed. Is there a network? A downloaded copy will do as well:\nnpm run upgrade -- FOLDER`,
    );
  }
}

/** Writes the files of a commit to a folder, as git would check them out on this platform. Throws Refused. */
export function checkOut(root: string, commit: string, folder: string): void {
  const index = `${folder}.index`;
  try {
    git(root, ['read-tree', commit], { index });
    git(root, ['checkout-index', '--all', '--quiet', `--prefix=${folder.replaceAll('\\', '/')}/`], {
      index,
    });
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    throw new Refused(
      `git could not write a version of the workbook to ${folder}:\n${error.message}\nNothing was changed.`,
    );
  } finally {
    fs.rmSync(index, { force: true });
  }
}
