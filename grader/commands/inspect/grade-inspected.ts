import path from 'node:path';
import type { CourseUnit } from '../../course/catalogue.ts';
import { readProgress } from '../../course/progress-file.ts';
import { standings } from '../../course/standing.ts';
import { findSubmission } from '../../course/submission-file.ts';
import { blank } from '../../engine/attempt.ts';
import { LoadFailure } from '../../engine/desk.ts';
import { PortTaken, playInspected } from '../../engine/inspected-play.ts';
import { checksFile, loadUnit } from '../../engine/load-unit.ts';
import { unitResult } from '../../report/assemble.ts';
import type { CheckResult } from '../../report/results.ts';
import { renderUnit } from '../../report/terminal.ts';
import type { Check } from '../../vocabulary/unit.ts';
import { failedCheck } from '../failed-check.ts';
import { EXIT, type Io, UsageError } from '../io.ts';
import { unknownCheck } from '../unknown-check.ts';
import { howToAttach } from './how-to-attach.ts';
import { portTaken } from './port.ts';

/** What `grade --inspect` was asked for. */
export interface Asked {
  units: readonly CourseUnit[];
  /** The folder of the exercises, and what --from said of it. */
  folder: string;
  from: string | undefined;
  check: string | undefined;
  seed: number;
  /** Whether the seed was asked for, and not drawn. */
  replays: boolean;
  port: number;
}

/** Plays one check of one unit with a debugger, and tells its verdict. Nothing is kept of it. */
export async function gradeInspected(asked: Asked, io: Io): Promise<number> {
  const [unit, ...others] = asked.units;
  if (!unit || others.length > 0)
    throw new UsageError(
      '--inspect plays one check of one unit: npm run grade -- 07 --check listens --inspect',
    );
  const submission = findSubmission(asked.folder, unit.slug);
  if (!submission) throw new UsageError(`There is no ${unit.slug}.ts in ${asked.folder}.`);
  const { check, seed } = await chosen(unit, asked, io);
  const root = asked.from === undefined ? submission.root : asked.folder;
  const file = path.relative(io.cwd, submission.file);
  let status: number = EXIT.fail;
  const tell = (result: CheckResult, loadFailure?: LoadFailure) => {
    const graded = { slug: unit.slug, checks: [result], loadFailure, fault: undefined };
    const told = unitResult(unit, { graded, advice: [] });
    io.print(`${renderUnit(told, io.paint)}\n\n${farewell(unit)}`);
    if (told.status === 'pass') status = EXIT.pass;
  };
  const inspected = {
    check,
    file: submission.file,
    root,
    allows: unit.allows,
    port: asked.port,
    onWaiting: (port: number) =>
      io.print(`${howToAttach(`${unit.slug}, check ${check.id},`, port, file)}\n`),
    onVerdict: tell,
  };
  try {
    await playInspected(inspected, { slug: unit.slug, seed });
  } catch (error) {
    if (error instanceof PortTaken) throw portTaken(asked.port);
    if (!(error instanceof LoadFailure)) throw error;
    tell({ ...blank(check, unit.slug, seed), status: 'blocked' }, error);
  }
  return status;
}

/** The check that --check names, or else the one that failed first when the exercise was graded last, with its seed. */
async function chosen(
  unit: CourseUnit,
  { check, from, seed, replays }: Asked,
  io: Io,
): Promise<{ check: Check; seed: number }> {
  const { checks } = await loadUnit(checksFile(io.build, unit.slug));
  const ids = checks.map(({ id }) => id);
  if (check !== undefined) {
    const named = checks.find(({ id }) => id === check);
    if (named) return { check: named, seed };
    throw unknownCheck(check, ids, [unit.slug]);
  }
  const own = from === undefined ? standings(io.root, [unit], readProgress(io.root, io.warn)) : [];
  const [standing] = own;
  const failed = standing && (await failedCheck(standing, io.build));
  if (failed)
    return { check: failed, seed: replays ? seed : (standing.progress?.last?.seed ?? seed) };
  throw new UsageError(
    `Which check? None of ${unit.slug} is known to have failed. Add --check ID, one of ${ids.join(', ')}.`,
  );
}

function farewell({ number }: CourseUnit): string {
  return `Played with a debugger: deadlines stood still with your program, but its own timers
did not, and what a check measures by the clock says nothing here. None of this
was kept. To be graded: npm run grade -- ${number}
`;
}
