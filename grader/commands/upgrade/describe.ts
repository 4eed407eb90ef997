import fs from 'node:fs';
import path from 'node:path';
import type { Plan, Step } from '../../course/upgrade/plan.ts';
import { stubText, type UnitStep } from '../../course/upgrade/units.ts';
import { WIDTH, wrap } from '../../feedback/layout.ts';
import type { Paint } from '../../report/paint.ts';
import { stubDifference } from './show-changes.ts';

/** Longer than it takes to unpack the workbook. */
const UNPACKING_MS = 60_000;

export interface Source {
  /** The folder of the newer version. */
  newer: string;
  /** What it is called: a folder as it was named, or a remote. */
  said: string;
  /** What the changelog says of it. */
  entries: readonly string[];
  paint: Paint;
}

/** What an upgrade does, told before it is done. */
export function describePlan(plan: Plan, { newer, said, entries, paint }: Source): string {
  const version =
    plan.from === plan.to ? `a newer state of ${plan.to}` : `from ${plan.from} to ${plan.to}`;
  const parts = [
    [paint.strong(`The workbook, ${version}, out of ${said}`)],
    ...section(
      'What is new',
      entries.flatMap((entry) => item(entry, '- ')),
      paint,
    ),
    ...section(
      'Units',
      plan.units.flatMap((unit) => unitLines(unit)),
      paint,
    ),
    ...section('Your exercises', exerciseLines(plan), paint),
    ...section('Other files', fileLines(plan), paint),
  ];
  const changed = plan.units.flatMap(({ is, exercise, stubChanged }) => {
    const begun = is === undefined ? undefined : plan.stubs[is];
    if (is === undefined || !begun || exercise !== 'own' || !stubChanged) return [];
    return [stubDifference(is, begun, { version: plan.to, text: stubText(newer, is) }, paint)];
  });
  return [...parts.map((lines) => `${lines.join('\n')}\n`), ...changed].join('\n');
}

function section(title: string, lines: string[], paint: Paint): string[][] {
  return lines.length === 0 ? [] : [[paint.strong(title), ...lines]];
}

function item(text: string, mark = ''): string[] {
  return wrap(text, WIDTH - 4 - mark.length).map(
    (line, i) => `  ${i === 0 ? mark : ' '.repeat(mark.length)}${line}`,
  );
}

function unitLines({ was, is, exercise, stubChanged, inTheWay }: UnitStep): string[] {
  if (is === undefined) {
    const yours = exercise === 'own' ? ` Your exercises/${was}.ts stays.` : '';
    return item(`${was} is no longer part of the course.${yours}`);
  }
  const changed =
    exercise === 'own'
      ? `The stub of ${is} changed. Yours stays as it is; what changed is below.`
      : `The stub of ${is} changed: exercises/${is}.ts is the new one.`;
  const also = stubChanged ? item(changed) : [];
  if (was === undefined) {
    const yours = inTheWay
      ? ` Your own file exercises/${is}.ts stays: npm run reset -- ${is.slice(0, 2)} puts the stub there, and keeps yours.`
      : '';
    return item(`${is} is new: lessons/${is}.md.${yours}`);
  }
  if (was === is) return also;
  const follows = exercise === 'own' ? ' Your exercise and its grades go with it.' : '';
  const yours = inTheWay ? ` The file exercises/${is}.ts that was there is kept.` : '';
  return [...item(`${was} is called ${is} now.${follows}${yours}`), ...also];
}

function exerciseLines({ units }: Plan): string[] {
  const own = units.filter(({ exercise }) => exercise === 'own').length;
  if (own === 0) return [];
  return item(
    own === 1
      ? 'The one that you have edited stays as it is.'
      : `The ${own} that you have edited stay as they are.`,
  );
}

function fileLines({ steps, root, kept, blind }: Plan): string[] {
  const course = steps.filter(({ own, path }) => !own && !path.startsWith('.upgrade'));
  const isThere = (name: string) => fs.existsSync(path.join(root, name));
  const added = course.filter(({ path, now }) => now && !isThere(path)).length;
  const gone = course.filter(({ path, now }) => !now && isThere(path)).length;
  const replaced = course.filter(({ path, now }) => now && isThere(path)).length;
  const counts = [
    [replaced, 'replaced'],
    [added, 'added'],
    [gone, 'removed'],
  ] as const;
  const told = counts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []));
  const lines = told.length === 0 ? [] : item(`${told.join(', ')}.`);
  const keeps = steps.filter(({ keep }) => keep);
  if (keeps.length === 0) return lines;
  if (blind) {
    const late = writtenLate(keeps, root);
    const files = keeps.length === 1 ? '1 file' : `${keeps.length} files`;
    return [
      ...lines,
      ...item(
        `Nothing tells here which of them you had edited, so what was in their place is kept: ${files} in ${kept}. If you had edited none, you may delete that folder.`,
      ),
      ...(late.length > 0 ? item('By their times, you may have edited these:') : []),
      ...late.map((name) => `    ${name}`),
    ];
  }
  return [
    ...lines,
    ...item(
      `These you had edited. The new version has them otherwise, and yours are kept in ${kept}:`,
    ),
    ...keeps.map((step) => `    ${step.path}`),
  ];
}

/** Files that were written after the others were unpacked. A hint only: what is kept does not go by it. */
function writtenLate(keeps: readonly Step[], root: string): string[] {
  const times = keeps.map(({ path: name }) => fs.statSync(path.join(root, name)).mtimeMs);
  const unpacked = times.toSorted((a, b) => a - b)[Math.floor((times.length - 1) / 2)] ?? 0;
  return keeps.flatMap((step, i) => ((times[i] ?? 0) > unpacked + UNPACKING_MS ? [step.path] : []));
}

/** What became of it, and what to do now. */
export function describeEnd(
  { to, packagesChange }: Plan,
  { branch, uncommitted }: { branch: string | undefined; uncommitted: boolean },
): string {
  const git = branch
    ? `Your branch ${branch} contains it.`
    : uncommitted
      ? 'To git these are changes that are not committed yet.'
      : '';
  const next = packagesChange
    ? 'Next: npm ci, since it needs other packages; then npm run next.'
    : 'Next: npm run next.';
  const done = [`This is version ${to} now.`, git].filter((text) => text !== '').join(' ');
  return `\n${done}\n${next}\n`;
}
