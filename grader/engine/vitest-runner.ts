import { describe, TestRunner, test } from 'vitest';
import { currentGrading } from './grading.ts';

/** Vitest's runner for a unit: its checks become tests, played by the grading that is under way. */
export default class ChecksRunner extends TestRunner {
  override async importFile(file: string): Promise<void> {
    const { plays, record } = currentGrading();
    const prepare = plays.get(file);
    if (!prepare) throw new Error(`${file} is not part of this grading`);
    const { play, checks } = await prepare(file);
    describe('checks', () => {
      for (const check of checks) {
        test(check.id, { timeout: 120_000 }, async () => {
          const result = await play.play(check);
          record(file, result);
          if (result.status !== 'pass') throw new Error(result.status);
        });
      }
    });
  }
}
