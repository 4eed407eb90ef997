import fs from 'node:fs';
import path from 'node:path';
import { readFrontMatter } from '../../grader/course/front-matter.ts';
import { Desk } from '../../grader/engine/desk.ts';
import { UnitPlay } from '../../grader/engine/play-unit.ts';
import type { CheckResult } from '../../grader/report/results.ts';
import type { Unit } from '../../grader/vocabulary.ts';

export const ROOT = path.resolve(import.meta.dirname, '..', '..');

/** The slugs of all units that have checks. */
export function slugs(): string[] {
  return fs
    .readdirSync(path.join(ROOT, 'grader', 'units'))
    .filter((slug) => fs.existsSync(path.join(ROOT, 'grader', 'units', slug, 'checks.ts')));
}

export async function loadUnit(slug: string): Promise<Unit> {
  const { default: unit } = (await import(`../../grader/units/${slug}/checks.ts`)) as {
    default: Unit;
  };
  return unit;
}

/** The TypeScript files of a folder, or none where there is no such folder. */
export function filesIn(...folder: string[]): string[] {
  const full = path.join(ROOT, ...folder);
  if (!fs.existsSync(full)) return [];
  return fs
    .readdirSync(full)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(full, name));
}

function openDesk({ slug }: Unit, file: string): Desk {
  const lesson = path.join('lessons', `${slug}.md`);
  const { allows } = readFrontMatter(fs.readFileSync(path.join(ROOT, lesson), 'utf8'), lesson);
  return new Desk(file, ROOT, allows);
}

/** Plays all checks of a unit against one file, whose imports may reach the whole workbook. */
export async function playFile(unit: Unit, file: string, seed: number): Promise<CheckResult[]> {
  const desk = openDesk(unit, file);
  const play = new UnitPlay(unit, desk, seed);
  const results: CheckResult[] = [];
  try {
    for await (const result of play.playAll(unit.checks)) results.push(result);
  } finally {
    await desk.close();
  }
  return results;
}

/** The first check that a file fails; undefined where it passes them all. */
export async function playUntilFailure(
  unit: Unit,
  file: string,
  seed: number,
): Promise<CheckResult | undefined> {
  const desk = openDesk(unit, file);
  try {
    for await (const result of new UnitPlay(unit, desk, seed).playAll(unit.checks)) {
      if (result.status !== 'pass' && result.status !== 'skipped') return result;
    }
    return undefined;
  } finally {
    await desk.close();
  }
}

/** The checks that need this one, directly or through others. */
export function dependents(unit: Unit, id: string): Set<string> {
  const found = new Set<string>();
  for (const check of unit.checks) {
    if (check.needs?.some((need) => need === id || found.has(need))) found.add(check.id);
  }
  return found;
}
