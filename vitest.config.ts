import fs from 'node:fs';
import { configDefaults, defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { playsAtBothEnds, playsTyped } from './tests/helpers/share.ts';

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

/** Of what is typed and printed, this much may hang on the version of Node. */
const EVERYWHERE = /^(?:start|interrupt|inspect|watch.*)\.test\.ts$/;
const FIRST_RUN = 'tests/cli/first-run.test.ts';
const typed = fs
  .readdirSync('tests/cli')
  .filter((name) => name.endsWith('.test.ts') && !EVERYWHERE.test(name))
  .map((name) => `tests/cli/${name}`)
  .concat('tests/lessons/structure.test.ts', 'tests/report/pcap.test.ts');
const skipped = typed.filter((name) => !(name === FIRST_RUN ? playsAtBothEnds : playsTyped));

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...skipped],
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
