import fs from 'node:fs';
import path from 'node:path';
import { isProgress } from '../progress.ts';
import { PROGRESS_FILE } from '../progress-file.ts';
import { stubFile } from '../submission-file.ts';
import type { Step } from './plan.ts';
import { exerciseFile, type UnitStep } from './units.ts';
import { readJson } from './workbook.ts';

/** What an upgrade does to exercises: to the learner's own nothing, but that they follow their unit's name. */
export function stepsOfExercises(units: readonly UnitStep[], root: string, newer: string): Step[] {
  const steps = units.flatMap((unit) => exerciseSteps(unit, root, newer));
  const renamed = new Map(
    units.flatMap(({ was, is }) =>
      was !== undefined && is !== undefined && was !== is ? [[was, is] as const] : [],
    ),
  );
  return renamed.size === 0
    ? steps
    : [...steps, ...keptWorkSteps(renamed, root), ...progressSteps(renamed, root)];
}

function exerciseSteps(unit: UnitStep, root: string, newer: string): Step[] {
  const { was, is, exercise, stubChanged, inTheWay } = unit;
  const gone = (slug: string): Step => ({ ...own(slug), now: undefined });
  const stub = (slug: string): Step => ({
    ...own(slug),
    now: { file: stubFile(newer, slug), moved: false },
  });
  if (is === undefined) return was !== undefined && exercise === 'stub' ? [gone(was)] : [];
  if (was === is) return stubChanged && exercise !== 'own' ? [stub(is)] : [];
  if (was === undefined) return inTheWay ? [] : [stub(is)];
  const moved: Step =
    exercise === 'own'
      ? { ...own(is), now: { file: exerciseFile(root, was), moved: true }, keep: inTheWay }
      : { ...stub(is), keep: inTheWay };
  return exercise === 'missing' ? [moved] : [moved, gone(was)];
}

function own(slug: string): Omit<Step, 'now'> {
  return { path: `exercises/${slug}.ts`, keep: false, own: true };
}

/** What `npm run reset` kept follows the name of its unit, so that --undo finds it. */
function keptWorkSteps(renamed: ReadonlyMap<string, string>, root: string): Step[] {
  const folder = path.join(root, 'exercises');
  if (!fs.existsSync(folder)) return [];
  return fs.readdirSync(folder).flatMap((name): Step[] => {
    const [, slug = '', stamp] = /^([^.]+)(\.\d{4}-\d\d-\d\dT[^.]*\.ts)$/.exec(name) ?? [];
    const is = renamed.get(slug);
    if (is === undefined || fs.existsSync(path.join(folder, `${is}${stamp}`))) return [];
    const now = { file: path.join(folder, name), moved: true };
    return [
      { path: `exercises/${is}${stamp}`, now, keep: false, own: true },
      { path: `exercises/${name}`, now: undefined, keep: false, own: true },
    ];
  });
}

/** Grades follow as well. Progress that cannot be read is left for the next grading to set aside. */
function progressSteps(renamed: ReadonlyMap<string, string>, root: string): Step[] {
  const found = readJson(path.join(root, PROGRESS_FILE));
  if (!isProgress(found)) return [];
  const units = Object.entries(found.units).map(([slug, one]) => [renamed.get(slug) ?? slug, one]);
  const text = `${JSON.stringify({ ...found, units: Object.fromEntries(units) }, null, 2)}\n`;
  return [{ path: PROGRESS_FILE, now: { text }, keep: false, own: true }];
}
