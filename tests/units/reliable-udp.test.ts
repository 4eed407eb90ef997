import path from 'node:path';
import { expect, test } from 'vitest';
import { shrink } from '../../grader/units/19-reliable-udp/shrink.ts';
import { loadUnit, playUntilFailure, ROOT } from '../helpers/course.ts';

const SLUG = '19-reliable-udp';

test('what is shrunk holds just what is needed, in a few rounds', async () => {
  const list = Array.from({ length: 64 }, (_, i) => i);
  let rounds = 0;
  const kept = await shrink(list, async (lists) => {
    rounds++;
    return lists.map((some) => some.includes(3) && some.includes(42));
  });
  expect(kept).toEqual([3, 42]);
  expect(rounds).toBeLessThan(25);
});

test('where nothing is needed, nothing is kept', async () => {
  expect(await shrink([1, 2, 3], async (lists) => lists.map(() => true))).toEqual([]);
});

test('a failure on the virtual clock is told whole, and the same again for the same seed', async () => {
  const unit = await loadUnit(SLUG);
  const file = path.join(ROOT, 'grader', 'units', SLUG, 'wrong', 'copy-not-acknowledged.ts');
  const first = await playUntilFailure(unit, file, 7);
  const again = await playUntilFailure(unit, file, 7);
  expect(again?.message).toBe(first?.message);
  expect(first?.message).toBe(`    One of 65 networks: window 1, 1 fault
    An arrow stands at the time at which it leaves; it takes 10 ms.
    
          your Sender              your Receiver
           0 ms  │────── DATA 0 "a" ──────▶│
          10 ms  │╳──────── ACK 1 ─────────│  lost
         200 ms  │                         │  Sender: the timer runs out
         200 ms  │────── DATA 0 "a" ──────▶│
         210 ms  │            DATA 0 "a" ─▶│  arrives
    
    Expected    ACK 1: DATA 0 came, a copy, and 1 is the one to come next
    Received    no answer`);
});

test('of many faults those are shown that the failure needs', async () => {
  const unit = await loadUnit(SLUG);
  const file = path.join(ROOT, 'grader', 'units', SLUG, 'wrong', 'counts-duplicates-for-ever.ts');
  const failure = await playUntilFailure(unit, file, 7);
  expect(failure?.message).toMatch(/cut down from \d\d to 3$/m);
});
