import fs from 'node:fs';
import path from 'node:path';
import { stubFile } from '../submission-file.ts';
import { digest, digestIfThere, type Workbook } from './workbook.ts';

/** What an upgrade means for one unit. */
export interface UnitStep {
  /** Its name in the old version; undefined where it is new. */
  was: string | undefined;
  /** Its name in the new version; undefined where it is no longer there. */
  is: string | undefined;
  /** What the learner's exercise is: their own text, the stub (old or new), or not there. */
  exercise: 'own' | 'stub' | 'missing';
  stubChanged: boolean;
  /** The learner had a file of their own under the name of the new unit. */
  inTheWay: boolean;
}

/** Goes through the units of both versions: the new one's in their order, then those that went. */
export function compareUnits(mine: Workbook, newer: Workbook): UnitStep[] {
  const renamed = renames(mine, newer);
  const before = new Map([...renamed].map(([was, is]) => [is, was]));
  const staying = newer.slugs.map((is) => {
    const was = before.get(is) ?? (mine.slugs.includes(is) ? is : undefined);
    return unitStep(mine, newer, was, is);
  });
  const going = mine.slugs.filter((slug) => !newer.slugs.includes(slug) && !renamed.has(slug));
  return [...staying, ...going.map((was) => unitStep(mine, newer, was, undefined))];
}

/** The old names of units that have new ones: the same words behind another number, or the same stub. */
function renames(mine: Workbook, newer: Workbook): Map<string, string> {
  const gone = mine.slugs.filter((slug) => !newer.slugs.includes(slug));
  const added = newer.slugs.filter((slug) => !mine.slugs.includes(slug));
  const words = (slug: string) => slug.slice(3);
  const found = new Map<string, string>();
  for (const was of gone) {
    const stub = digest(stubFile(mine.folder, was));
    const is =
      added.find((slug) => words(slug) === words(was)) ??
      added.find((slug) => digest(stubFile(newer.folder, slug)) === stub);
    if (is !== undefined && ![...found.values()].includes(is)) found.set(was, is);
  }
  return found;
}

function unitStep(
  mine: Workbook,
  newer: Workbook,
  was: string | undefined,
  is: string | undefined,
): UnitStep {
  const file = exerciseFile(mine.folder, was ?? is ?? '');
  const oldStub = was === undefined ? undefined : digestIfThere(stubFile(mine.folder, was));
  const newStub = is === undefined ? undefined : digestIfThere(stubFile(newer.folder, is));
  const found = digestIfThere(file);
  const isStub = found === oldStub || found === newStub;
  return {
    was,
    is,
    exercise: found === undefined ? 'missing' : isStub ? 'stub' : 'own',
    stubChanged: oldStub !== undefined && newStub !== undefined && oldStub !== newStub,
    inTheWay: is !== undefined && is !== was && isOwnFile(mine, newer, is),
  };
}

/** Whether a file that no unit of the old version has to do with stands where a unit's exercise belongs. */
function isOwnFile(mine: Workbook, newer: Workbook, is: string): boolean {
  if (mine.slugs.includes(is)) return false;
  const found = digestIfThere(exerciseFile(mine.folder, is));
  return found !== undefined && found !== digest(stubFile(newer.folder, is));
}

/** Where the exercise of a unit stands. */
export function exerciseFile(root: string, slug: string): string {
  return path.join(root, 'exercises', `${slug}.ts`);
}

/** The stub of a unit, as it stands in a workbook. */
export function stubText(root: string, slug: string): string {
  return fs.readFileSync(stubFile(root, slug), 'utf8');
}
