/** Thrown by a check that this platform cannot play: it is worth no points there, and is counted. */
export class Skip extends Error {}

/** Ends a check as skipped. `reason` is told to the learner. */
export function skip(reason: string): never {
  throw new Skip(reason);
}
