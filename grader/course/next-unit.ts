import type { Standing } from './standing.ts';

/** The unit to do now, and why it is that one. */
export interface NextUnit {
  standing: Standing;
  why: 'at-work' | 'failing-again' | 'first-open';
  /** How many units before it were left out. */
  leftOut: number;
}

/**
 * What to do next: the unit at work (of several, the one that was written last), else one that passed
 * and fails now, else the first behind the one passed last that was not passed and whose prerequisites
 * were: who leaves units out means it. Undefined where all pass.
 */
export function nextUnit(all: readonly Standing[]): NextUnit | undefined {
  const [atWork] = all.filter(isAtWork).sort((a, b) => b.editedAt - a.editedAt);
  if (atWork) return { standing: atWork, why: 'at-work', leftOut: 0 };
  const failing = all.find(({ state }) => state === 'failing-again');
  if (failing) return { standing: failing, why: 'failing-again', leftOut: 0 };
  const passed = all.filter(({ state }) => state === 'passed');
  const slugs = new Set(passed.map(({ unit }) => unit.slug));
  const isReady = ({ unit }: Standing) => unit.needs.every((slug) => slugs.has(slug));
  const isOpen = ({ unit }: Standing) => !slugs.has(unit.slug);
  const [latest] = passed.sort((a, b) => passedAt(b).localeCompare(passedAt(a)));
  const from = latest ? all.indexOf(latest) : 0;
  const open = [...all.slice(from), ...all.slice(0, from)].filter(isOpen);
  const found = open.find(isReady) ?? open[0];
  if (!found) return undefined;
  const leftOut = all.slice(0, all.indexOf(found)).filter(isOpen).length;
  return { standing: found, why: 'first-open', leftOut };
}

/** When it was graded last, in a form that sorts. */
function passedAt({ progress }: Standing): string {
  return progress?.last?.date ?? '';
}

function isAtWork({ state, exercise }: Standing): boolean {
  if (exercise === 'ungraded') return state === 'not-started';
  return state === 'started' && (exercise === 'graded' || exercise === 'edited');
}
