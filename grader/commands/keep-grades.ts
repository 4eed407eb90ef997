import type { CourseUnit } from '../course/catalogue.ts';
import { afterGrade } from '../course/progress.ts';
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
