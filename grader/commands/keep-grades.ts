import type { CourseUnit } from '../course/catalogue.ts';
import { afterChecks, afterGrade } from '../course/progress.ts';
import { changeProgress } from '../course/progress-file.ts';
import { findSubmission, fingerprint } from '../course/submission-file.ts';
import { forgetStubs } from '../course/upgrade/record.ts';
import type { Results } from '../report/results.ts';
import type { Io } from './io.ts';

/** The fingerprints of exercises, taken before they are graded: an edit meanwhile is one since. */
export function fingerprints(units: readonly CourseUnit[], folder: string): Map<string, string> {
  return new Map(
    units.flatMap(({ slug }) => {
      const found = findSubmission(folder, slug);
      return found ? [[slug, fingerprint(found.file)] as const] : [];
    }),
  );
}

/** Keeps what a grading of the learner's own exercises found. */
export function keepGrades(
  results: Results,
  exercises: ReadonlyMap<string, string>,
  io: Pick<Io, 'root' | 'warn'>,
): void {
  const date = new Date().toISOString();
  const graded = results.units.filter(({ status }) => status === 'pass' || status === 'fail');
  if (graded.length === 0) return;
  changeProgress(io.root, io.warn, (before) => {
    const units = { ...before.units };
    for (const result of graded) {
      const exercise = exercises.get(result.id) ?? '';
      const after = afterGrade(units[result.id], { result, seed: results.seed, exercise, date });
      if (after) units[result.id] = after;
    }
    return { ...before, units };
  });
  const passed = graded.filter(({ status }) => status === 'pass').map(({ id }) => id);
  if (passed.length > 0) forgetStubs(io.root, passed);
}

/** Keeps which check failed of those that were played alone: the next hint goes by it. */
export function keepChecks(results: Results, io: Pick<Io, 'root' | 'warn'>): void {
  changeProgress(io.root, io.warn, (before) => {
    const failing = results.units.flatMap((result) => {
      const after = afterChecks(before.units[result.id], result);
      return after ? [[result.id, after] as const] : [];
    });
    if (failing.length === 0) return before;
    return { ...before, units: { ...before.units, ...Object.fromEntries(failing) } };
  });
}
