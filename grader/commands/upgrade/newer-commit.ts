import fs from 'node:fs';
import path from 'node:path';
import { type Branch, currentBranch } from '../../course/upgrade/branch.ts';
import {
  checkOut,
  fetchNewest,
  GitFailed,
  git,
  hasGit,
  isCheckout,
  remoteOf,
  tryGit,
} from '../../course/upgrade/git.ts';
import {
  compareVersions,
  Refused,
  readWorkbook,
  type Workbook,
} from '../../course/upgrade/workbook.ts';
import { type Io, UsageError } from '../io.ts';

/** A newer version, and where it came from. */
export interface Newer {
  newer: Workbook;
  said: string;
  /** Where it is a commit: the branch that is to contain it. */
  branch: Branch | undefined;
}

/** What is told of a version that is no newer one. */
export function older(said: string, newer: Workbook, mine: Workbook): string {
  return `${said} holds version ${newer.version}, which is older than yours, ${mine.version}.\nNothing was done.`;
}

/**
 * Fetches what the remote has now, and writes it to a folder of its own. Undefined where that is nothing new,
 * which it says; throws where it cannot be had.
 */
export function newerCommit(mine: Workbook, temporary: string, io: Io): Newer | undefined {
  const { root } = io;
  mustBeReadable(root);
  if (!isCheckout(root))
    throw new UsageError(
      'Which folder? This workbook is no git checkout of its own, or git is not\ninstalled. Download the newer version, unpack it beside this folder, then run\nnpm run upgrade -- FOLDER',
    );
  const remote = remoteOf(root);
  if (remote === undefined)
    throw new UsageError(
      'Which folder? This checkout has no remote called upstream or origin to fetch a\nnewer version from. Download it, unpack it beside this folder, then run\nnpm run upgrade -- FOLDER',
    );
  const { name, head } = currentBranch(root);
  io.live(`fetching from ${remote} …`);
  const newest = fetchNewest(root, remote);
  io.live('');
  const base = tryGit(root, 'merge-base', head, newest);
  if (base === undefined)
    throw new Refused(
      `Your branch ${name} and ${remote} have no commit in common.\nNothing was changed. Clone the newer version beside this folder, then run\nnpm run upgrade -- FOLDER`,
    );
  if (base === newest) {
    io.print(`You have the newest version of ${remote}: ${mine.version}. Nothing was done.\n`);
    return undefined;
  }
  const folder = path.join(temporary, 'newer');
  checkOut(root, newest, folder);
  const newer = readWorkbook(folder);
  if (!newer) throw new Refused(`What ${remote} has is not the workbook. Nothing was changed.`);
  if (compareVersions(newer.version, mine.version) < 0)
    throw new Refused(older(remote, newer, mine));
  return { newer, said: remote, branch: { name, head, base, newest } };
}

/** Whose a checkout is, say, git may mind: that is for the person to mend, and not a lack of git. */
function mustBeReadable(root: string): void {
  if (!fs.existsSync(path.join(root, '.git')) || !hasGit()) return;
  try {
    git(root, ['rev-parse', '--git-dir']);
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error;
    throw new Refused(`git cannot read this checkout: ${error.message}`);
  }
}
