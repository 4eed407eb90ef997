import type { Standing } from './standing.ts';

/** The unit to do now, and why it is that one. */
export interface NextUnit {
  standing: Standing;
  why: 'at-work' | 'failing-again' | 'first-open';
}

/**
 * What to do next: the unit at work (of several, the one that was written last), else one that passed
 * and fails now, else the first that was not passed and whose prerequisites were. Undefined where all pass.
 */
export function nextUnit(all: readonly Standing[]): NextUnit | undefined {
  const [atWork] = all.filter(isAtWork).sort((a, b) => b.editedAt - a.editedAt);
  if (atWork) return { standing: atWork, why: 'at-work' };
  const failing = all.find(({ state }) => state === 'failing-again');
  if (failing) return { standing: failing, why: 'failing-again' };
  const passed = new Set(
    all.filter(({ state }) => state === 'passed').map(({ unit }) => unit.slug),
  );
  const open = all.filter(({ unit }) => !passed.has(unit.slug));
  const ready = open.find(({ unit }) => unit.needs.every((slug) => passed.has(slug)));
  const first = ready ?? open[0];
  return first && { standing: first, why: 'first-open' };
}

function isAtWork({ state, exercise }: Standing): boolean {
  if (exercise === 'ungraded') return state === 'not-started';
  return state === 'started' && (exercise === 'graded' || exercise === 'edited');
}
