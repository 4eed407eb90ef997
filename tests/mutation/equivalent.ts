/**
 * Mutants that pass because nobody outside could tell them from the solution, each with the reason:
 * slug, then `the line | the change`, as `npm run mutate` prints them.
 */
export const EQUIVALENT: Record<string, Record<string, string>> = {};
