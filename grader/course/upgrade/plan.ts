import fs from 'node:fs';
import path from 'node:path';
import { fileStamp, freeName } from '../dated-name.ts';
import { stepsOfCourse } from './course-steps.ts';
import { stepsOfExercises } from './exercise-steps.ts';
import { type BegunFrom, RECORD_FILE, readRecord, recordText } from './record.ts';
import { compareUnits, stubText, type UnitStep } from './units.ts';
import {
  courseFiles,
  type Digests,
  field,
  kindOf,
  Refused,
  readJson,
  type Workbook,
} from './workbook.ts';

/** What is to be done to one file of the workbook. */
export interface Step {
  /** Its path in the workbook, with slashes on every platform. */
  path: string;
  /** What it shall hold: a text, or what a file holds (`moved`: it is the learner's); undefined where it goes away. */
  now: { text: string } | { file: string; moved: boolean } | undefined;
  /** What was there is moved to the folder of kept files. */
  keep: boolean;
  /** It is the learner's: if it is saved meanwhile, it is left alone. */
  own: boolean;
}

/** All that an upgrade would do. */
export interface Plan {
  root: string;
  from: string;
  to: string;
  units: UnitStep[];
  steps: Step[];
  /** The stubs that exercises were begun from, by the new names of their units, where they changed. */
  stubs: Record<string, BegunFrom>;
  /** The folder that replaced files are moved to, if there are any: `kept/2026-11-21T15-30-05`. */
  kept: string;
  /** Nothing tells which files the learner edited, so that all that are replaced are kept. */
  blind: boolean;
  /** Other packages belong to the new version. */
  packagesChange: boolean;
}

export interface Versions {
  mine: Workbook;
  newer: Workbook;
  /** The files of the old version as they shipped; undefined where nothing tells them. */
  shipped: Digests | undefined;
  /** Whether git will tell what shipped, so that it need not be recorded. */
  byGit: boolean;
}

/** Finds out what an upgrade would do, and does nothing. Throws Refused where it cannot be done. */
export function planUpgrade({ mine, newer, shipped, byGit }: Versions): Plan {
  const root = mine.folder;
  const units = compareUnits(mine, newer);
  const files = courseFiles(newer.folder);
  const course = stepsOfCourse({ mine, newer, shipped, files });
  const stubs = stubsBegunFrom(mine, units, newer);
  const record = { course: newer.version, files: byGit ? undefined : Object.fromEntries(files) };
  const recorded: Step = {
    path: RECORD_FILE,
    now: { text: recordText({ ...record, stubs }) },
    keep: false,
    own: false,
  };
  const plan: Plan = {
    root,
    from: mine.version,
    to: newer.version,
    units,
    steps: [...stepsOfExercises(units, root, newer.folder), ...course, recorded],
    stubs,
    kept: keptFolder(root),
    blind: shipped === undefined,
    packagesChange: packagesOf(root) !== packagesOf(newer.folder),
  };
  for (const step of plan.steps) mustBePossible(step, root);
  return plan;
}

/** Once begun from a stub, the exercise is compared with that one, however many versions come after it. */
function stubsBegunFrom(
  mine: Workbook,
  units: readonly UnitStep[],
  newer: Workbook,
): Record<string, BegunFrom> {
  const { stubs } = readRecord(mine.folder);
  const found = units.flatMap(({ was, is, exercise, stubChanged }) => {
    if (was === undefined || is === undefined || exercise !== 'own') return [];
    const now = { version: mine.version, text: stubText(mine.folder, was) };
    const begun = Object.hasOwn(stubs, was) ? stubs[was] : stubChanged ? now : undefined;
    const isBack = begun?.text.trimEnd() === stubText(newer.folder, is).trimEnd();
    return begun && !isBack ? [[is, begun] as const] : [];
  });
  return Object.fromEntries(found);
}

/** What npm ci installs, as one text. The lock file also holds the version of the course, which is no package. */
function packagesOf(folder: string): string {
  const lock = readJson(path.join(folder, 'package-lock.json'));
  const packages = field(lock, 'packages');
  if (typeof packages !== 'object' || packages === null) return '';
  return JSON.stringify({ ...packages, '': undefined });
}

function keptFolder(root: string): string {
  const isTaken = (name: string) => fs.existsSync(path.join(root, 'kept', name));
  return `kept/${freeName(fileStamp(new Date()), isTaken)}`;
}

/** Throws where a step could not be taken: before the first one is. */
function mustBePossible({ path: name }: Step, root: string): void {
  const file = path.join(root, name);
  if (kindOf(file) === 'folder')
    throw new Refused(
      `${name} is a folder here, and a file in the new version.\nGive your folder another name, then try again.`,
    );
  let folder = path.dirname(file);
  while (kindOf(folder) === undefined) folder = path.dirname(folder);
  const said = path.relative(root, folder).replaceAll(path.sep, '/') || root;
  if (kindOf(folder) === 'file')
    throw new Refused(
      `${said} is a file here, and a folder in the new version.\nGive your file another name, then try again.`,
    );
  try {
    fs.accessSync(folder, fs.constants.W_OK);
  } catch {
    throw new Refused(`${said} cannot be written to. Make it writable, then try again.`);
  }
}
