import { readFileSync } from 'node:fs';
import { plain } from './plain.ts';
import type { CheckResult, Results, UnitResult, UnitStatus } from './results.ts';

/** What grading one unit gave, as the engine tells it. */
interface Graded {
  slug: string;
  checks: CheckResult[];
  loadFailure: { lines: string[] } | undefined;
  fault: string | undefined;
}

/** The result of one unit: either a status known beforehand, or what grading it gave. */
export function unitResult(
  unit: { slug: string; title: string },
  came:
    | { status: UnitStatus; message: string; worth: number }
    | { graded: Graded; advice: string[] },
): UnitResult {
  const base = { id: unit.slug, title: unit.title, score: 0, max_score: 0, advice: [], checks: [] };
  if ('status' in came)
    return { ...base, status: came.status, max_score: came.worth, message: plain(came.message) };
  const { checks, loadFailure, fault } = came.graded;
  const played = checks.filter(({ status }) => status !== 'skipped');
  return {
    ...base,
    status: statusOf(came.graded),
    score: sum(played.map(({ score }) => score)),
    max_score: sum(played.map(({ max_score }) => max_score)),
    message: plain(
      loadFailure
        ? [`${unit.slug} could not be loaded`, ...loadFailure.lines].join('\n')
        : (fault ?? ''),
    ),
    advice: came.advice.map(plain),
    checks: checks.map(tidy),
  };
}

/** What comes from the learner's process may hold anything. */
function tidy(check: CheckResult): CheckResult {
  const { cause } = check;
  return {
    ...check,
    message: plain(check.message),
    output: plain(check.output),
    cause: cause && { ...cause, text: plain(cause.text) },
  };
}

/** A unit passes by checks that passed: where none was played, nothing was shown. */
function statusOf({ checks, loadFailure, fault }: Graded): UnitStatus {
  if (fault !== undefined || checks.some(({ status }) => status === 'error')) return 'error';
  const sound = checks.every(({ status }) => status === 'pass' || status === 'skipped');
  return !loadFailure && sound && checks.some(({ status }) => status === 'pass') ? 'pass' : 'fail';
}

/** The results of a whole grading. */
export function assemble(units: UnitResult[], run: { seed: number; durationMs: number }): Results {
  const statuses = new Set(units.map(({ status }) => status));
  const status = statuses.has('error')
    ? 'error'
    : statuses.size === 1 && statuses.has('pass')
      ? 'pass'
      : 'fail';
  return {
    schema: 'network-workbook/results/1',
    status,
    score: sum(units.map(({ score }) => score)),
    max_score: sum(units.map(({ max_score }) => max_score)),
    seed: run.seed,
    isolation: 'self-check',
    grader_version: version(),
    duration_ms: run.durationMs,
    units,
  };
}

function version(): string {
  const file = `${process.env.WORKBOOK_ROOT}/package.json`;
  const { version } = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return version;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
