import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { dependents, filesIn, loadUnit, playFile, ROOT } from '../helpers/course.ts';
import { playsRight, playsWrong, RETRIES_IN_CI } from '../helpers/share.ts';

/** What a known-wrong submission says of itself: the check and the diagnosis that must catch it. */
function header(file: string): { check: string; cause: string } {
  const text = fs.readFileSync(file, 'utf8');
  const [, check] = /^\/\/ check: (\S+)$/m.exec(text) ?? [];
  const [, cause] = /^\/\/ cause: (\S+)$/m.exec(text) ?? [];
  if (!text.startsWith('// Wrong on purpose: ') || !check || !cause) {
    throw new Error(
      `${file} has to begin with "// Wrong on purpose:", "// check:" and "// cause:"`,
    );
  }
  return { check, cause };
}

/** Failures with what the learner would read, so that a surprise explains itself. */
function told(results: Awaited<ReturnType<typeof playFile>>): string[] {
  return results
    .filter(({ status }) => status !== 'pass')
    .map(({ id, status, cause, message }) => `${id} ${status} ${cause?.id ?? '-'}\n${message}`);
}

/** Every right submission to a unit passes, and every known-wrong one fails as it says. */
export async function playSubmissions(slug: string): Promise<void> {
  const unit = await loadUnit(slug);
  describe.concurrent(slug, () => {
    const styles = filesIn('tests', 'right', slug).filter((_, i) => playsRight(i));
    const right = [path.join(ROOT, 'solutions', `${slug}.ts`), ...styles];
    for (const file of right) {
      test(`${path.relative(ROOT, file)} passes`, async () => {
        expect(told(await playFile(unit, file, 1))).toEqual([]);
      });
    }
    const wrong = filesIn('grader', 'units', slug, 'wrong');
    for (const file of wrong.filter((_, i) => playsWrong(i))) {
      test(`${path.relative(ROOT, file)} fails as it says`, {
        retry: RETRIES_IN_CI,
      }, async () => {
        const { check, cause } = header(file);
        const results = await playFile(unit, file, 1);
        const failed = results.filter(({ status }) => status === 'fail');
        const summary = failed.map(({ id, cause: found }) => ({ check: id, cause: found?.id }));
        expect(summary, told(results).join('\n\n')).toEqual([{ check, cause }]);
        const blocked = results.filter(({ status }) => status === 'blocked').map(({ id }) => id);
        expect(blocked).toEqual([...dependents(unit, check)]);
        const others = results.filter(({ status }) => status !== 'fail' && status !== 'blocked');
        expect(others.every(({ status }) => status === 'pass' || status === 'skipped')).toBe(true);
      });
    }
  });
}
