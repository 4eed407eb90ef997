import { Failure } from '../feedback/evidence.ts';
import { describeError } from '../submission/child/describe.ts';
import type { Value } from '../submission/values.ts';
import { within } from '../submission/within.ts';
import { Answer } from './answer.ts';

const DEADLINE_MS = 5000;

/** What a promise of the reference's came to while it played with the learner's code, as an answer to be judged. */
export async function observe(what: string, promise: Promise<Value>): Promise<Answer> {
  const came = promise.then(
    (value) => new Answer(what, { value, promised: true }),
    (error: unknown) => new Answer(what, { error: describeError(error), promised: true }),
  );
  const answer = await within(came, DEADLINE_MS);
  if (answer) return answer;
  const waited = `${(DEADLINE_MS / 1000).toFixed(1)} s for ${what}: it did not end.`;
  throw new Failure({ called: what, waited });
}
