import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readCatalogue } from '../course/catalogue.ts';
import { prepareMove } from '../course/upgrade/branch.ts';
import { newEntries } from '../course/upgrade/changelog.ts';
import { isCheckout } from '../course/upgrade/git.ts';
import { planUpgrade } from '../course/upgrade/plan.ts';
import { shippedFiles } from '../course/upgrade/shipped.ts';
import { stageUpgrade } from '../course/upgrade/stage.ts';
import {
  compareVersions,
  Refused,
  readWorkbook,
  type Workbook,
} from '../course/upgrade/workbook.ts';
import { type BranchMove, finishUpgrade } from '../finish-upgrade.mjs';
import { EXIT, type Io, UsageError } from './io.ts';
import { describeEnd, describePlan } from './upgrade/describe.ts';
import { type Newer, newerCommit, older } from './upgrade/newer-commit.ts';
import { newerFolder } from './upgrade/newer-folder.ts';
import { showChanges } from './upgrade/show-changes.ts';
import { readWords } from './words.ts';

export const UPGRADE_HELP = `npm run upgrade -- [folder] [options]

  Brings a newer version of the workbook into this folder. What you have written
  in exercises/ stays as it is. Without a folder, in a git checkout, it fetches
  the newest version and makes your branch contain it. Otherwise give the folder
  that you have unpacked the newer version in.

  --dry-run         tell what would happen, and do nothing
  --changes [unit]  what changed in the stubs of units that you had begun
  --help            this text
`;

const OPTIONS = {
  'dry-run': { type: 'boolean' },
  changes: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** Brings a newer version of the course into the workbook; gives the exit status. */
export async function upgrade(words: string[], io: Io): Promise<number> {
  const { values, positionals } = readWords('upgrade', words, OPTIONS);
  if (values.help) {
    io.print(UPGRADE_HELP);
    return EXIT.pass;
  }
  if (values.changes) return showChanges(positionals, io);
  // npm takes this option for its own where the -- before it is forgotten, and tells by its environment.
  const dry = values['dry-run'] === true || process.env.npm_config_dry_run === 'true';
  const [folder, ...others] = positionals;
  if (others.length > 0)
    throw new UsageError(
      `npm run upgrade takes one folder, but got "${positionals.join(' ')}".\nA name with a space in it needs quotation marks.`,
    );
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'workbook-upgrade-'));
  const tidyUp = () => fs.rmSync(temporary, { recursive: true, force: true });
  process.once('exit', tidyUp);
  try {
    const mine = ownWorkbook(io.root);
    const found =
      folder === undefined ? newerCommit(mine, temporary, io) : byFolder(mine, folder, io);
    return found === undefined ? EXIT.pass : bring(found, { mine, temporary, dry, io });
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    io.live('');
    io.warn(error.message);
    return EXIT.fail;
  } finally {
    tidyUp();
    process.off('exit', tidyUp);
  }
}

interface Bringing {
  mine: Workbook;
  temporary: string;
  dry: boolean;
  io: Io;
}

function ownWorkbook(root: string): Workbook {
  const mine = readWorkbook(root);
  if (mine) return mine;
  throw new Refused(`package.json in ${root}\ndoes not say which version of the workbook this is.`);
}

function byFolder(mine: Workbook, folder: string, io: Io): Newer | undefined {
  const newer = newerFolder(folder, { cwd: io.cwd, root: io.root, units: readCatalogue(io.root) });
  const order = compareVersions(newer.version, mine.version);
  if (order < 0) throw new UsageError(older(folder, newer, mine));
  if (order > 0) return { newer, said: folder, branch: undefined };
  io.print(`${folder} holds version ${newer.version}, which you have: nothing was done.\n`);
  return undefined;
}

function bring({ newer, said, branch }: Newer, { mine, temporary, dry, io }: Bringing): number {
  if (compareVersions(process.versions.node, newer.node) < 0)
    throw new Refused(
      `Version ${newer.version} needs Node ${newer.node} or newer, and this is Node ${process.versions.node}.\nNothing was changed. Install a newer Node, then try again.`,
    );
  const shipped = shippedFiles(mine, branch?.base, path.join(temporary, 'shipped'));
  const plan = planUpgrade({ mine, newer, shipped, byGit: branch !== undefined });
  const renamed = new Map(
    plan.units.flatMap(({ was, is }) =>
      was !== undefined && is !== undefined && was !== is
        ? [[`exercises/${was}.ts`, `exercises/${is}.ts`] as const]
        : [],
    ),
  );
  const move: BranchMove | undefined =
    branch && prepareMove(io.root, branch, newer.version, renamed, temporary);
  const entries = newEntries(newer.folder, mine.version, newer.version);
  io.print(describePlan(plan, { newer: newer.folder, said, entries, paint: io.paint }));
  if (dry) {
    io.print('\nNothing was written. Without --dry-run, this is what will be done.\n');
    return EXIT.pass;
  }
  stageUpgrade(plan, move);
  const trouble = finish(io.root);
  const joined = trouble === undefined ? branch?.name : undefined;
  io.print(describeEnd(plan, { branch: joined, uncommitted: !joined && isCheckout(io.root) }));
  if (trouble === undefined) return EXIT.pass;
  io.warn(
    `The files are in their places, but git could not move your branch:\n${trouble}\nnpm run upgrade tries that again.`,
  );
  return EXIT.fail;
}

function finish(root: string): string | undefined {
  try {
    return finishUpgrade(root)?.trouble;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refused(
      `The upgrade stopped half-way: ${reason}\nClose what may use that file. The next npm run goes on where this one stopped.`,
    );
  }
}
