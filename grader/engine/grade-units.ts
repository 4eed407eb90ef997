import { availableParallelism } from 'node:os';
import path from 'node:path';
import pLimit from 'p-limit';
import type { Tape } from '../loopback/tape.ts';
import type { CheckResult } from '../report/results.ts';
import type { Desk, LoadFailure } from './desk.ts';
import { type PlayedCheck, setGrading } from './grading.ts';
import { checksFile, loadUnit } from './load-unit.ts';
import { faultOfTheGrader, UnitPlay } from './play-unit.ts';

/** A unit to grade: where its submission runs, and which of its checks are asked for. */
export interface Job {
  slug: string;
  desk: Desk;
  /** The id of the only check to play; all of them where it is undefined. */
  only: string | undefined;
}

/** What came of one unit. */
export interface Graded {
  slug: string;
  checks: CheckResult[];
  loadFailure: LoadFailure | undefined;
  /** A fault of the grader's own: then the checks that are missing say nothing of the learner. */
  fault: string | undefined;
}

/**
 * Grades units through vitest: each unit's compiled checks are one of its files, each check a test.
 * The playing begins at once, while vitest is still loading: its tests wait for what the checks come to.
 * `build` is the folder of the compiled grader; `onCheck` hears of each check as it ends.
 */
export async function gradeUnits(
  jobs: readonly Job[],
  options: {
    build: string;
    seed: number;
    tape?: Tape | undefined;
    onCheck: (slug: string, result: CheckResult) => void;
  },
): Promise<Graded[]> {
  const turn = pLimit(availableParallelism());
  const files = new Map(jobs.map((job) => [checksFile(options.build, job.slug), job]));
  const graded = new Map(
    jobs.map(({ slug }): [string, Graded] => [
      slug,
      { slug, checks: [], loadFailure: undefined, fault: undefined },
    ]),
  );
  const plays = [...files].map(([file, job]) => [file, turn(() => begin(file, job))] as const);
  for (const [, play] of plays) play.catch(() => {}); // vitest reports it when it comes to the file

  async function begin(file: string, { slug, desk, only }: Job): Promise<PlayedCheck[]> {
    const unit = await loadUnit(file);
    const play = new UnitPlay(unit, desk, options.seed, { tape: options.tape });
    const played: PlayedCheck[] = [];
    const checks = unit.checks.filter(({ id }) => only === undefined || id === only);
    for await (const result of play.playAll(checks)) {
      graded.get(slug)?.checks.push(result);
      options.onCheck(slug, result);
      played.push({ id: result.id, status: result.status });
    }
    const entry = graded.get(slug);
    if (entry) entry.loadFailure = play.loadFailure;
    return played;
  }

  setGrading(new Map(plays));
  try {
    const fault = jobs.length > 0 ? await runVitest([...files.keys()], options.build) : undefined;
    return [...graded.values()].map((unit) => ({ ...unit, fault }));
  } finally {
    setGrading(undefined);
    await Promise.all(jobs.map(({ desk }) => desk.close()));
  }
}

/** Runs vitest over the files; returns what went wrong in vitest or in a file, outside of any check. */
async function runVitest(files: string[], build: string): Promise<string | undefined> {
  const [{ createVitest }, { inProcessPool }] = await Promise.all([
    import('vitest/node'),
    import('./in-process-pool.ts'),
  ]);
  const faults: string[] = [];
  const vitest = await createVitest(
    'test',
    {
      config: false,
      watch: false,
      root: build,
      dir: build,
      include: files.map((file) => path.relative(build, file).split(path.sep).join('/')),
      exclude: [],
      pool: inProcessPool,
      isolate: false,
      maxWorkers: 1,
      runner: path.join(build, 'engine', 'vitest-runner.js'),
      disableConsoleIntercept: true,
      passWithNoTests: true,
      reporters: [
        {
          onTestModuleEnd: (module) =>
            void faults.push(...module.errors().map(({ message }) => message)),
          onTestRunEnd: (_, errors) =>
            void faults.push(...errors.map(({ message, stack }) => stack ?? message)),
        },
      ],
    },
    { cacheDir: path.join(build, 'vite') },
  );
  try {
    await vitest.start();
  } catch (error) {
    faults.push(faultOfTheGrader(error));
  } finally {
    await vitest.close();
  }
  process.exitCode = 0; // vitest speaks of failed tests; what the grader's exit status is, its command says
  return faults.length > 0 ? faults.join('\n') : undefined;
}
