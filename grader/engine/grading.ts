import type { CheckStatus } from '../report/results.ts';

/** A check that has been played, as vitest is told of it. */
export interface PlayedCheck {
  id: string;
  status: CheckStatus;
}

/** One grading: for each of vitest's files, the checks that are being played. Vitest shares our process. */
export type Grading = ReadonlyMap<string, Promise<PlayedCheck[]>>;

let current: Grading | undefined;

export function setGrading(grading: Grading | undefined): void {
  current = grading;
}

export function currentGrading(): Grading {
  if (!current) throw new Error('vitest asked for checks while no grading runs');
  return current;
}
