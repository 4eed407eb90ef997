import type { Hint } from './hints.ts';
import type { HintsShown } from './progress.ts';

/** A step on the ladder of hints: which hint, and how many of them were not shown yet after it. */
export interface Step {
  index: number;
  left: number;
  /** What to remember of it. */
  shown: HintsShown;
}

/**
 * The next step: after a new failure the hint that fits it, else one further. From the end it goes on
 * with the steps that were passed over. Undefined where all were shown.
 */
export function nextStep(
  hints: readonly Hint[],
  before: HintsShown | undefined,
  failed: string | undefined,
): Step | undefined {
  const seen = new Set((before?.shown ?? []).filter((i) => i < hints.length));
  const index = fitting(hints, seen, before, failed) ?? further(hints, seen, before?.last ?? -1);
  if (index === undefined) return undefined;
  const shown = [...seen.add(index)].sort((a, b) => a - b);
  const check = failed ?? before?.check ?? null;
  return { index, left: hints.length - seen.size, shown: { ...before, shown, last: index, check } };
}

/** What to remember when all were shown at once. */
export function allShown(hints: readonly Hint[], before: HintsShown | undefined): HintsShown {
  const shown = hints.map((_, i) => i);
  return { check: null, ...before, shown, last: hints.length - 1 };
}

/** One that was not shown before others; for a failure that is new, one that was shown still is the best. */
function fitting(
  hints: readonly Hint[],
  seen: ReadonlySet<number>,
  before: HintsShown | undefined,
  failed: string | undefined,
): number | undefined {
  if (failed === undefined || failed === before?.check) return undefined;
  const fits = hints.flatMap((hint, i) => (hint.fits.includes(failed) ? [i] : []));
  return fits.find((i) => !seen.has(i)) ?? fits.at(-1);
}

function further(
  hints: readonly Hint[],
  seen: ReadonlySet<number>,
  last: number,
): number | undefined {
  const fresh = hints.flatMap((_, i) => (seen.has(i) ? [] : [i]));
  return fresh.find((i) => i > last) ?? fresh[0];
}
