import { checkOut, isCheckout, remoteOf, tryGit } from './git.ts';
import { readRecord, recordedFiles } from './record.ts';
import { courseFiles, type Digests, readWorkbook, type Workbook } from './workbook.ts';

/**
 * The files of the version in place as they shipped: what the upgrade to it recorded, or what git has at
 * `base`. Undefined where neither tells. `folder` is where git may write them to.
 */
export function shippedFiles(
  mine: Workbook,
  base: string | undefined,
  folder: string,
): Digests | undefined {
  const recorded = recordedFiles(readRecord(mine.folder), mine.version);
  if (recorded) return recorded;
  const commit = base ?? likelyBase(mine.folder);
  if (commit === undefined) return undefined;
  checkOut(mine.folder, commit, folder);
  // Who copied another version over a checkout has what no commit of theirs tells.
  return readWorkbook(folder)?.version === mine.version ? courseFiles(folder) : undefined;
}

/** Without asking the network: where the branch left what was last known of the remote. */
function likelyBase(root: string): string | undefined {
  if (!isCheckout(root)) return undefined;
  const remote = remoteOf(root);
  const names = ['HEAD', 'main', 'master'].map((name) => `refs/remotes/${remote}/${name}`);
  for (const name of remote === undefined ? [] : names) {
    const base = tryGit(root, 'merge-base', 'HEAD', name);
    if (base !== undefined) return base;
  }
  return undefined;
}
