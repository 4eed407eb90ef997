import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those that take longest begin first, so that no core is idle while the last of them goes on. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) =>
      ['/tests/grading/', '/tests/hostile/'].findIndex((folder) => moduleId.includes(folder));
    const isLong = (file: TestSpecification) => place(file) >= 0;
    const long = files.filter(isLong).sort((a, b) => place(a) - place(b));
    return [...long, ...(await super.sort(files.filter((file) => !isLong(file))))];
  }
}

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/compile-grader.ts'],
    // Against what hangs, not against what is slow: a busy machine takes minutes for some.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    pool: 'forks',
    maxWorkers: 2,
    maxConcurrency: 4,
    sequence: { sequencer: LongestFirst },
  },
});
