import type { Cause } from '../feedback/evidence.ts';
import type { Stage } from './stage.ts';

/** One promise of the lesson, and how it is played. */
export interface Check {
  id: string;
  /** The promise, in a line: it is what the learner reads beside ✓ or ✗. */
  title: string;
  points: number;
  /** Checks without which this one tells nothing: where one of them fails, this one is blocked. */
  needs?: readonly string[];
  /** It waits for timers of the learner's: played beside the others, from the start. It needs no other check. */
  beside?: true;
  /** The heading of the lesson to read, as its anchor. */
  lesson: string;
  /** A question or a direction after a failure, never the code. */
  next: string;
  /** The misconceptions that this check can tell apart, the most exact first. */
  causes?: readonly Cause[];
  /** Plays the promise against the learner's code; throws a Failure where it does not hold. */
  play(stage: Stage): Promise<void>;
}

/** A unit's checks, in the order in which a learner meets them. */
export interface Unit {
  slug: string;
  checks: readonly Check[];
}

/** Declares a unit. Throws where two checks share an id, or one needs a check that is not before it. */
export function unit(slug: string, checks: readonly Check[]): Unit {
  const seen = new Set<string>();
  for (const { id, needs = [], beside } of checks) {
    if (seen.has(id))
      throw new Error(`${slug}: two checks have the id ${id}; give one of them another`);
    if (beside && needs.length > 0)
      throw new Error(`${slug}: ${id} is played beside the others, so it can need none`);
    const missing = needs.find((need) => !seen.has(need));
    if (missing)
      throw new Error(`${slug}: ${id} needs ${missing}, which no check before it has as its id`);
    seen.add(id);
  }
  return { slug, checks };
}
