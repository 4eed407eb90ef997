import fs from 'node:fs';
import type { CourseUnit } from '../course/catalogue.ts';
import type { Standing } from '../course/standing.ts';
import { checksFile, loadUnit } from '../engine/load-unit.ts';
import type { Check } from '../vocabulary/unit.ts';

/** The check that failed first when the exercise was graded last, if the unit still has it. */
export async function failedCheck(
  { unit, exercise, progress }: Standing,
  build: string,
): Promise<Check | undefined> {
  const failed = progress?.last?.failed;
  // Of an exercise that is the stub now, an earlier failure says nothing.
  if (!failed || exercise === 'stub') return undefined;
  return (await checksOf(unit, build)).find(({ id }) => id === failed.check);
}

/** The checks of a unit; none where it has not been built. */
export async function checksOf({ slug }: CourseUnit, build: string): Promise<readonly Check[]> {
  const file = checksFile(build, slug);
  return fs.existsSync(file) ? (await loadUnit(file)).checks : [];
}
