import { afterAll, beforeAll, expect, test } from 'vitest';
import { SubmissionProcess } from '../../grader/submission/submission-process.ts';
import { Learner } from '../../grader/vocabulary/learner.ts';

const CODE = `
  export class Counter {
    #at;
    constructor({ from }) {
      if (from < 0) throw new RangeError('below 0');
      this.#at = from;
    }
    async add(n) { return this.#at += n; }
  }
`;

const submission = new SubmissionProcess([]);
let learner: Learner;

beforeAll(async () => {
  const reply = await submission.load(CODE, 'submission', 10_000);
  if (reply.kind !== 'loaded') throw new Error(`${reply.error.name}: ${reply.error.message}`);
  learner = new Learner(submission, reply.exports);
});
afterAll(() => submission.stop());

test('objects of a class are kept, each for itself', async () => {
  const one = await learner.construct('Counter', { from: 1 });
  const other = await learner.construct('Counter', { from: 10 });
  await learner.ask(one.kept, 'add', 1);
  (await learner.ask(one.kept, 'add', 1)).resolves(3);
  (await learner.ask(other.kept, 'add', 1)).resolves(11);
});

test('what a constructor throws is its answer', async () => {
  const { answer } = await learner.construct('Counter', { from: -1 });
  expect(answer.error).toMatchObject({ name: 'RangeError', message: 'below 0' });
  expect(answer.called).toBe('new Counter({ from: -1 })');
});

test('a class that is not there is missed by its name', async () => {
  await expect(learner.construct('Conter', {})).rejects.toMatchObject({
    evidence: { facts: { missingExport: 'Conter' } },
  });
});
