import fs from 'node:fs';
import path from 'node:path';
import type { CourseUnit } from './catalogue.ts';
import type { Progress, State, UnitProgress } from './progress.ts';
import { findSubmission, fingerprint, isUnchangedStub } from './submission-file.ts';

/** What the learner's file is, without grading it. */
export type Exercise = 'missing' | 'stub' | 'ungraded' | 'edited' | 'graded';

/** Where the learner stands with a unit: what gradings have shown, and what became of the file since. */
export interface Standing {
  unit: CourseUnit;
  state: State;
  exercise: Exercise;
  /** When the file was written last, in ms; 0 where there is none. */
  editedAt: number;
  progress: UnitProgress | undefined;
}

/** The standing of every unit, in the order of the course. */
export function standings(
  root: string,
  catalogue: readonly CourseUnit[],
  { units }: Progress,
): Standing[] {
  return catalogue.map((unit) => {
    const progress = Object.hasOwn(units, unit.slug) ? units[unit.slug] : undefined;
    const file = findSubmission(path.join(root, 'exercises'), unit.slug)?.file;
    return {
      unit,
      state: progress?.state ?? 'not-started',
      exercise: file === undefined ? 'missing' : exerciseOf(file, root, unit.slug, progress),
      editedAt: file === undefined ? 0 : fs.statSync(file).mtimeMs,
      progress,
    };
  });
}

function exerciseOf(
  file: string,
  root: string,
  slug: string,
  progress: UnitProgress | undefined,
): Exercise {
  // In this order: a unit that starts with a mistake is graded as the stub that it is.
  if (progress?.last?.exercise === fingerprint(file)) return 'graded';
  if (isUnchangedStub(file, root, slug)) return 'stub';
  return progress?.last ? 'edited' : 'ungraded';
}
