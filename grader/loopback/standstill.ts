/**
 * A program under a debugger may stand at a breakpoint for as long as its writer looks at it. While it
 * does, no time passes: whoever waits asks here, after each slice of a deadline, whether it runs again.
 */
const SLICE_MS = 50;
let answers: (() => Promise<unknown>) | undefined;

/** From now on time passes only while this is answered; by the clock again where it is undefined. */
export function timeWaitsFor(answer: (() => Promise<unknown>) | undefined): void {
  answers = answer;
}

/** Whether time waits for a program. */
export function timeWaits(): boolean {
  return answers !== undefined;
}

/** Resolves once the program runs: at once where none is debugged. */
export async function untilItRuns(): Promise<void> {
  await answers?.();
}

/** A time cut into pieces of which one at most is lost at a breakpoint. */
export function* slices(ms: number): Generator<number> {
  for (let left = ms; left > 0; left -= SLICE_MS) yield Math.min(left, SLICE_MS);
}
