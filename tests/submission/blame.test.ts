import { expect, test } from 'vitest';
import { Failure } from '../../grader/feedback/evidence.ts';
import { ownLines } from '../../grader/submission/output.ts';
import { SubmissionProcess } from '../../grader/submission/submission-process.ts';
import { Learner } from '../../grader/vocabulary/learner.ts';
import { Script } from '../../grader/vocabulary.ts';

const CODE = `
  export function hangsAt(n) { while (n === 700); return n; }
  export async function waitsAt(n) { if (n === 2) await new Promise(() => {}); return n; }
  export class Pile {
    #kept = [];
    push(n) { while (n === 2) this.#kept.push(new Array(1000).fill(n)); return this.#kept.length; }
  }
`;

/** What is told of a play that comes to nothing, in a process of its own. */
async function blamed(play: (learner: Learner) => Promise<unknown>) {
  const submission = new SubmissionProcess([]);
  const reply = await submission.load(CODE, 'submission', 10_000);
  if (reply.kind !== 'loaded') throw new Error(`${reply.error.name}: ${reply.error.message}`);
  const learner = new Learner(submission, reply.exports).patient(500);
  const failure: unknown = await play(learner).catch((error: unknown) => error);
  await submission.stop();
  if (!(failure instanceof Failure)) throw failure;
  return failure.evidence;
}

test('of many calls in one go, the one that hangs is named', async () => {
  const calls = Array.from({ length: 1000 }, (_, n) => ['hangsAt', n] as const);
  expect(await blamed((learner) => learner.calls(calls))).toEqual({
    called: 'hangsAt(700)',
    waited: '0.5 s for hangsAt(700): it is still running and lets nothing else run',
    facts: { reason: 'busy' },
  });
});

test('of many calls in one go, the one whose promise does not settle is named', async () => {
  const calls = [1, 2, 3].map((n) => ['waitsAt', n] as const);
  expect(await blamed((learner) => learner.calls(calls))).toEqual({
    called: 'waitsAt(2)',
    waited: '0.5 s for waitsAt(2): the promise it returned has not settled',
    facts: { reason: 'unsettled' },
  });
});

test('the script that takes more memory than it may is named', async () => {
  const scripts = [1, 2, 3].map((n) => new Script('Pile').call('push', n));
  const evidence = await blamed((learner) => learner.patient(60_000).play(scripts));
  expect(evidence).toEqual({ called: 'new Pile(); push(2)' });
});

test('the report that V8 writes of its full memory is not what the learner printed', () => {
  const printed = 'so far\n\n<--- Last few GCs --->\n\n[1:0x1]  900 ms: Mark-Compact 500 MB\n';
  expect(ownLines(printed)).toBe('so far\n\n');
  expect(ownLines('so far\nFATAL ERROR: Reached heap limit\n')).toBe('so far\n');
});
