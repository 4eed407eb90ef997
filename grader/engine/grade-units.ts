import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CheckResult } from '../report/results.ts';
import type { Check, Unit } from '../vocabulary/unit.ts';
import type { Desk, LoadFailure } from './desk.ts';
import { setGrading } from './grading.ts';
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
 * `build` is the folder of the compiled grader; `onCheck` hears of each check as it ends.
 */
export async function gradeUnits(
  jobs: readonly Job[],
  options: { build: string; seed: number; onCheck: (slug: string, result: CheckResult) => void },
): Promise<Graded[]> {
  const graded = new Map<string, Graded & { play?: UnitPlay }>();
  const files = new Map(
    jobs.map((job) => [path.join(options.build, 'units', job.slug, 'checks.js'), job]),
  );
  for (const { slug } of jobs)
    graded.set(slug, { slug, checks: [], loadFailure: undefined, fault: undefined });
  setGrading({
    plays: new Map([...files].map(([file, job]) => [file, () => prepare(file, job)])),
    record(file, result) {
      const slug = files.get(file)?.slug ?? '';
      graded.get(slug)?.checks.push(result);
      options.onCheck(slug, result);
    },
  });

  async function prepare(file: string, { slug, desk, only }: Job) {
    const { default: unit } = (await import(pathToFileURL(file).href)) as { default: Unit };
    const checks = unit.checks.filter(({ id }) => only === undefined || id === only);
    const play = new UnitPlay(unit, desk, options.seed);
    const entry = graded.get(slug);
    if (entry) entry.play = play;
    return { play, checks: checks satisfies readonly Check[] };
  }

  try {
    const fault = jobs.length > 0 ? await runVitest([...files.keys()], options.build) : undefined;
    return [...graded.values()].map(({ play, ...unit }) => ({
      ...unit,
      loadFailure: play?.loadFailure,
      fault,
    }));
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
