import type { CheckResult } from '../report/results.ts';
import type { Check } from '../vocabulary/unit.ts';
import type { UnitPlay } from './play-unit.ts';

/** One grading: what vitest's files are, and who plays their checks. Vitest and this share one process. */
export interface Grading {
  /** The compiled checks.js of each unit to grade, and what plays it. */
  plays: Map<string, (file: string) => Promise<{ play: UnitPlay; checks: readonly Check[] }>>;
  record(file: string, result: CheckResult): void;
}

let current: Grading | undefined;

export function setGrading(grading: Grading | undefined): void {
  current = grading;
}

export function currentGrading(): Grading {
  if (!current) throw new Error('vitest asked for checks while no grading runs');
  return current;
}
