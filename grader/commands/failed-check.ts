import fs from 'node:fs';
import type { Standing } from '../course/standing.ts';
import { checksFile, loadUnit } from '../engine/load-unit.ts';
import type { Check } from '../vocabulary/unit.ts';

/** The check that failed first when the exercise was graded last, if the unit still has it. */
export async function failedCheck(
  { unit, exercise, progress }: Standing,
  build: string,
): Promise<Check | undefined> {
  const failed = progress?.last?.failed;
  const file = checksFile(build, unit.slug);
  // Of an exercise that is the stub now, an earlier failure says nothing.
  if (!failed || exercise === 'stub' || !fs.existsSync(file)) return undefined;
  return (await loadUnit(file)).checks.find(({ id }) => id === failed.check);
}
