import fs from 'node:fs';
import path from 'node:path';
import type { CourseUnit } from '../../course/catalogue.ts';
import { findUnits } from '../../course/find-unit.ts';
import { readWorkbook, type Workbook } from '../../course/upgrade/workbook.ts';
import { UsageError } from '../io.ts';

export interface Here {
  /** Where the person stands. */
  cwd: string;
  root: string;
  units: readonly CourseUnit[];
}

/** The workbook in a folder that was named, or in the only folder of that one, as zips are unpacked. */
export function newerFolder(said: string, { cwd, root, units }: Here): Workbook {
  const folder = path.resolve(cwd, said);
  const found = fs.statSync(folder, { throwIfNoEntry: false });
  if (!found) {
    const unit = findUnits([said], units);
    const [first] = unit.ok ? unit.units : [];
    const meant = first ? `\nDid you mean npm run upgrade -- --changes ${first.number}?` : '';
    throw new UsageError(`There is no folder ${folder}.${meant}`);
  }
  if (!found.isDirectory())
    throw new UsageError(
      `${said} is a file. Unpack it first, then give the folder that it was unpacked to.`,
    );
  const newer = readWorkbook(folder) ?? readOnlyFolder(folder);
  if (!newer)
    throw new UsageError(
      `${said} is not the workbook: it has no package.json of network-workbook,\nor no grader/units/ with stubs in it.`,
    );
  if (fs.realpathSync(newer.folder) === fs.realpathSync(root))
    throw new UsageError(`${said} is this workbook itself. Give the folder of the newer one.`);
  return newer;
}

function readOnlyFolder(folder: string): Workbook | undefined {
  const inside = fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !/^(\.|__MACOSX$)/.test(entry.name));
  const [only, ...others] = inside;
  return only && others.length === 0 ? readWorkbook(path.join(folder, only.name)) : undefined;
}
