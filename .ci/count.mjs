import fs from 'node:fs';
import path from 'node:path';

// Adds up vitest's JSON reports; says which tests failed (✗) or were played twice (↻), and how many passed.
const sums = { passed: 0, failed: 0, pending: 0 };
for (const file of process.argv.slice(2)) {
  const run = JSON.parse(fs.readFileSync(file, 'utf8'));
  if (!run.success || run.numPassedTests === 0) process.exitCode = 1;
  sums.passed += run.numPassedTests;
  sums.failed += run.numFailedTests;
  sums.pending += run.numPendingTests;
  const seconds =
    (Math.max(...run.testResults.map(({ endTime }) => endTime)) - run.startTime) / 1000;
  console.log(
    `${path.basename(file, '.json')}: ${run.numPassedTests} tests in ${seconds.toFixed(0)} s`,
  );
  for (const { name, message, assertionResults } of run.testResults) {
    if (message) console.log(`✗ ${path.relative('.', name)}\n${message}`);
    for (const { status, fullName, failureMessages } of assertionResults) {
      // One that passed and left a message did so when it was played once more.
      const mark = { failed: '✗', passed: '↻' }[status];
      if (mark === undefined || failureMessages.length === 0) continue;
      console.log(
        `${mark} ${path.basename(file, '.json')}: ${fullName}\n${failureMessages.join('\n').slice(0, 2000)}`,
      );
    }
  }
}
console.log(`${sums.passed} passed, ${sums.failed} failed, ${sums.pending} skipped`);
