import type { UnitResult } from '../report/results.ts';

export const PROGRESS_VERSION = 1;
const STATES = ['not-started', 'started', 'passed', 'failing-again'] as const;

/** How a unit stands, as far as gradings have shown. */
export type State = (typeof STATES)[number];

export interface Score {
  score: number;
  max_score: number;
  date: string;
}

export interface LastGrade extends Score {
  seed: number;
  /** The hash of the exercise when it was graded: what tells later that it was edited since. */
  exercise: string;
  /**
   * The check that failed first, or that failed when it was played alone since, and the id of its cause.
   * Null after a pass, and where nothing could be played.
   */
  failed: { check: string; cause: string | null } | null;
}

/** Which hints of a unit were shown, by their places in its ladder. */
export interface HintsShown {
  shown: number[];
  last: number;
  /** The failed check that the ladder was last entered for. */
  check: string | null;
}

export interface UnitProgress {
  state: State;
  best?: Score;
  last?: LastGrade;
  hints?: HintsShown;
}

/** What .progress.json holds. Keys that this version does not know are kept as they came. */
export interface Progress {
  version: number;
  units: Record<string, UnitProgress>;
}

/** What a grading found of one unit of the learner's own. */
export interface Grade {
  result: UnitResult;
  seed: number;
  exercise: string;
  date: string;
}

/** A unit's progress after one more grade; undefined where the grade says nothing of the learner. */
export function afterGrade(
  before: UnitProgress | undefined,
  { result, seed, exercise, date }: Grade,
): UnitProgress | undefined {
  const { status, score, max_score } = result;
  if (status === 'not-started' || status === 'error') return undefined;
  const failed = firstFailed(result);
  const passedBefore = before?.state === 'passed' || before?.state === 'failing-again';
  const now = { score, max_score, date };
  const best = before?.best && share(before.best) >= share(now) ? before.best : now;
  return {
    ...before,
    state: status === 'pass' ? 'passed' : passedBefore ? 'failing-again' : 'started',
    best,
    last: { ...before?.last, ...now, seed, exercise, failed },
  };
}

/** The same after a few of its checks were played alone; undefined where that says nothing new. */
export function afterChecks(
  before: UnitProgress | undefined,
  result: UnitResult,
): UnitProgress | undefined {
  const failed = firstFailed(result);
  if (!before?.last || !failed) return undefined;
  return { ...before, last: { ...before.last, failed } };
}

function firstFailed({ checks }: UnitResult): LastGrade['failed'] {
  const first = checks.find(({ status }) => status === 'fail');
  return first ? { check: first.id, cause: first.cause?.id ?? null } : null;
}

/** A newer course may give a unit more points: then as many are a smaller part. */
function share({ score, max_score }: Score): number {
  return max_score === 0 ? 0 : score / max_score;
}

/** Whether a value has the shape of progress, whatever else it holds. */
export function isProgress(value: unknown): value is Progress {
  if (!isRecord(value) || typeof value.version !== 'number' || !isRecord(value.units)) return false;
  return Object.values(value.units).every(isUnitProgress);
}

function isUnitProgress(value: unknown): value is UnitProgress {
  if (!isRecord(value) || !STATES.some((state) => state === value.state)) return false;
  const { best, last, hints } = value;
  return (
    (best === undefined || isScore(best)) &&
    (last === undefined || (isScore(last) && isGraded(last))) &&
    (hints === undefined || isHints(hints))
  );
}

function isScore(value: unknown): value is Record<string, unknown> {
  return (
    isRecord(value) &&
    typeof value.score === 'number' &&
    typeof value.max_score === 'number' &&
    typeof value.date === 'string'
  );
}

function isGraded({ seed, exercise, failed }: Record<string, unknown>): boolean {
  if (typeof seed !== 'number' || typeof exercise !== 'string') return false;
  if (failed === null) return true;
  return (
    isRecord(failed) &&
    typeof failed.check === 'string' &&
    (failed.cause === null || typeof failed.cause === 'string')
  );
}

function isHints(value: unknown): boolean {
  return (
    isRecord(value) &&
    Array.isArray(value.shown) &&
    value.shown.every(Number.isInteger) &&
    Number.isInteger(value.last) &&
    (value.check === null || typeof value.check === 'string')
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
