import { endlessLoop } from '../feedback/causes.ts';
import type { CheckResult } from '../report/results.ts';
import type { Check } from '../vocabulary/unit.ts';
import { type Attempt, attempt, type Frame } from './attempt.ts';
import type { Desk } from './desk.ts';

/** How late either side may be: no lesson lets a learner give up sooner. */
const STALL_MS = 250;
const MOST_TRIES = 10;
/** What several short stalls may take of a second: the shortest deadline that a check gives is 700 ms. */
const SLOW_MS = 500;
/** Failures on a machine that is slow, but lets both run, are believed: a right answer is not late so often. */
const SLOW_TRIES = 3;

/** Plays one check. Throws LoadFailure where the submission cannot be loaded, other errors for the grader's own faults. */
export async function playCheck(check: Check, desk: Desk, frame: Frame): Promise<CheckResult> {
  const play = () => playTwice(check, desk, frame);
  return check.beside ? unstalled(play) : (await play()).result;
}

/**
 * Where the learner's timers run, a busy machine may let them run out before an answer that was there, or
 * that the grader owed. It plays again until both have been there all the time.
 */
async function unstalled(play: () => Promise<Attempt>): Promise<CheckResult> {
  let slow = 0;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const { result, stalls } = await play();
    if (result.status !== 'fail') return result;
    // A process that lets nothing else run is ended for the CPU time it took, whoever was late.
    if (result.cause?.id === endlessLoop.id) return result;
    if (stalls.longest >= STALL_MS) continue;
    if (stalls.inASecond < SLOW_MS || ++slow === SLOW_TRIES) return result;
  }
  throw new Error(
    `this machine was too busy: the grader or the exercise stood still for more than ${STALL_MS} ms, ${MOST_TRIES} times`,
  );
}

async function playTwice(check: Check, desk: Desk, frame: Frame): Promise<Attempt> {
  const first = await attempt(check, desk, frame);
  const { status } = first.result;
  if (status === 'pass' || !desk.used) return first;
  if (status === 'fail') frame.onDoubt?.(first.result);
  await desk.clear();
  const second = await attempt(check, desk, frame);
  if (second.result.status !== 'pass') await desk.clear();
  return second;
}
