import { expect, test } from 'vitest';
import { SubmissionProcess } from '../../grader/submission/submission-process.ts';

/** Ends by an error after so many milliseconds of work, in which no question is read. */
const dying = (ms: number) => `
setTimeout(() => {
  const end = Date.now() + ${ms};
  while (Date.now() < end);
  throw new Error('last words');
}, 5);`;

test('the last words of a process are heard, also where it is asked something while it ends', async () => {
  for (let i = 0; i < 16; i++) {
    const submission = new SubmissionProcess([]);
    await submission.load(dying(i % 8), 'dying.ts', 5000);
    while (!submission.death) {
      void submission.isResponsive(5000);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await submission.ended).toMatchObject({
      reason: 'uncaught',
      status: '1',
      error: { message: 'last words' },
    });
  }
});
