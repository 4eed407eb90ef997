/** The folder, in the workbook, of what is staged; `todo.json` in it says what is to be done. */
export const STAGED: string;
export const TODO: string;

/** What is to be done to one file. Paths have slashes on every platform. */
export interface StagedStep {
  path: string;
  /** The hash of what was there when the upgrade was planned; null for nothing. */
  was: string | null;
  /** The staged file that takes its place; null where the file goes away. */
  now: string | null;
  /** What was there is moved to the folder of kept files. */
  keep: boolean;
  /** It is the learner's: if it was changed since, it is left alone. */
  own: boolean;
}

/** The commit that the branch is moved to, from which, and the tree of its index. */
export interface BranchMove {
  head: string;
  commit: string;
  index: string;
  message: string;
}

export interface Todo {
  from: string;
  to: string;
  kept: string;
  steps: StagedStep[];
  git?: BranchMove;
}

/** `trouble` is what went wrong with the branch. */
export interface Finished {
  from: string;
  to: string;
  trouble: string | undefined;
}

export function finishUpgrade(root: string): Finished | undefined;
export function hashOf(file: string): string | null;
