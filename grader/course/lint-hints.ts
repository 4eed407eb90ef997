import type { Unit } from '../vocabulary/unit.ts';
import { HintsProblem, hintsFile, readHints } from './hints.ts';
import type { Finding } from './lint-course.ts';

const LEAST = 3;
const MOST = 5;
const NOTICES = 3;

/** Finds what a unit's hints lack: their number, checks without a hint, hints without a check. */
export function lintHints(root: string, slug: string, { checks }: Unit): Finding[] {
  const file = hintsFile(slug);
  const findings: Finding[] = [];
  const find = (cause: string, cure: string) => findings.push({ file, cause, cure });
  try {
    const { hints, notice } = readHints(root, slug);
    const ids = checks.map(({ id }) => id);
    const fits = new Set(hints.flatMap((hint) => hint.fits));
    if (hints.length < LEAST || hints.length > MOST)
      find(
        `it holds ${hints.length} hints`,
        `write ${LEAST} to ${MOST}, each a step further than the one before`,
      );
    if (notice.length !== NOTICES)
      find(
        `it names ${notice.length} things worth noticing`,
        `name ${NOTICES} that are true of the solution`,
      );
    for (const id of ids)
      if (!fits.has(id)) find(`no hint fits ${id}`, `name ${id} under fits of the hint that helps`);
    for (const id of fits)
      if (!ids.includes(id))
        find(`a hint fits ${id}, which is no check`, `choose from ${ids.join(', ')}`);
  } catch (error) {
    if (!(error instanceof HintsProblem)) throw error;
    find(error.message.replace(`${file} `, 'it ').replace(`${file}: `, ''), 'mend the file');
  }
  return findings;
}
