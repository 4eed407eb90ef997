import fs from 'node:fs';
import path from 'node:path';
import type { BranchMove } from '../../finish-upgrade.mjs';
import { GitFailed, git, tryGit } from './git.ts';
import { Refused } from './workbook.ts';

/** Where a checkout stands, and what it is brought to. */
export interface Branch {
  name: string;
  head: string;
  /** The newest commit that both have: the version that the learner began with. */
  base: string;
  newest: string;
}

const UNDER_WAY = {
  MERGE_HEAD: 'merge',
  CHERRY_PICK_HEAD: 'cherry-pick',
  REVERT_HEAD: 'revert',
  'rebase-merge': 'rebase',
  'rebase-apply': 'rebase',
} as const;

/** Throws Refused where git is in the middle of something, or no branch is checked out. */
export function currentBranch(root: string): Pick<Branch, 'name' | 'head'> {
  for (const [file, what] of Object.entries(UNDER_WAY)) {
    const found = tryGit(root, 'rev-parse', '--git-path', file);
    if (found !== undefined && fs.existsSync(path.resolve(root, found)))
      throw new Refused(
        `A ${what} is under way in this checkout.\nEnd it, or give it up (git ${what} --abort), then try again.`,
      );
  }
  const lock = tryGit(root, 'rev-parse', '--git-path', 'index.lock');
  if (lock !== undefined && fs.existsSync(path.resolve(root, lock)))
    throw new Refused(
      `Another git command is at work in this checkout.\nWhen it has ended, try again; if there is none, delete ${lock}.`,
    );
  const name = tryGit(root, 'symbolic-ref', '--quiet', '--short', 'HEAD');
  if (name === undefined)
    throw new Refused(
      'No branch is checked out here.\nCheck one out (git switch main), then try again.',
    );
  const head = tryGit(root, 'rev-parse', '--verify', 'HEAD');
  if (head === undefined) throw new Refused(`The branch ${name} has no commit yet.`);
  return { name, head };
}

/**
 * Prepares, without changing anything that is in use, what makes a branch contain the newest commit: that
 * commit itself where the learner has committed nothing, else one that joins both. `renamed` has the
 * exercises whose units have other names now.
 */
export function prepareMove(
  root: string,
  { head, base, newest }: Branch,
  to: string,
  renamed: ReadonlyMap<string, string>,
  folder: string,
): BranchMove {
  const message = `Upgrade the workbook to ${to}`;
  const index = path.join(folder, 'joined.index');
  const join = (mine: string) => joinTrees(root, { base, mine, newest, renamed, index });
  try {
    const staged = join(git(root, ['write-tree']).trim());
    if (head === base) return { head, commit: newest, index: staged, message };
    const parents = ['-p', head, '-p', newest];
    const commit = git(root, ['commit-tree', join(head), ...parents, '-m', message]).trim();
    return { head, commit, index: staged, message };
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    throw new Refused(
      `git could not join the two versions: ${error.message}\nNothing was changed.`,
    );
  }
}

interface Trees {
  base: string;
  mine: string;
  newest: string;
  renamed: ReadonlyMap<string, string>;
  index: string;
}

/** The tree with what the new version changed and, of exercises, what the learner did. */
function joinTrees(root: string, { base, mine, newest, renamed, index }: Trees): string {
  const [before, own, after] = [base, mine, newest].map((tree) => readTree(root, tree));
  if (!before || !own || !after) throw new GitFailed('a tree is missing');
  const joined = new Map<string, string>();
  for (const name of new Set([...before.keys(), ...own.keys(), ...after.keys()])) {
    const [was, found, now] = [before.get(name), own.get(name), after.get(name)];
    const isOwn = was === now || (found !== was && name.startsWith('exercises/'));
    const entry = isOwn ? found : now;
    if (entry !== undefined) joined.set(name, entry);
  }
  for (const [was, is] of renamed) {
    const entry = joined.get(was);
    if (entry === undefined) continue; // not edited: it went with its unit
    joined.set(is, entry);
    joined.delete(was);
  }
  const input = [...joined].map(([name, entry]) => `${entry}\t${name}\0`).join('');
  fs.rmSync(index, { force: true });
  git(root, ['update-index', '-z', '--index-info'], { input, index });
  return git(root, ['write-tree'], { index }).trim();
}

/** The files of a tree, with mode and blob. */
function readTree(root: string, tree: string): Map<string, string> {
  const lines = git(root, ['ls-tree', '-r', '-z', '--full-tree', tree]).split('\0').filter(Boolean);
  return new Map(
    lines.map((line) => {
      const [entry = '', name = ''] = line.split(/\t(.*)/s);
      const [mode, , blob] = entry.split(' ');
      return [name, `${mode} ${blob}`];
    }),
  );
}
