import { describe, TestRunner, test } from 'vitest';
import { currentGrading } from './grading.ts';

/** Vitest's runner for a unit: each check that the grading under way has played becomes a test. */
export default class ChecksRunner extends TestRunner {
  override async importFile(file: string): Promise<void> {
    const played = currentGrading().get(file);
    if (!played) throw new Error(`${file} is not part of this grading`);
    const checks = await played;
    describe('checks', () => {
      for (const { id, status } of checks) {
        test(id, ({ skip }) => {
          if (status === 'skipped' || status === 'blocked') skip(status);
          if (status !== 'pass') throw new Error(status);
        });
      }
    });
  }
}
