import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { StandingStill } from '../../grader/engine/standing-still.ts';
import { pacedMs, pause } from '../../grader/loopback/pacing.ts';
import { KernelView } from '../../grader/submission/kernel-view.ts';
import { within } from '../../grader/submission/within.ts';

function standFor(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

test('a grader that stands still is noticed', async () => {
  const still = new StandingStill(new KernelView(undefined));
  await sleep(50);
  standFor(400);
  await sleep(50);
  expect(still.end().longest).toBeGreaterThan(300);
});

describe.runIf(process.platform === 'linux')('a program that is not let run', () => {
  test('is told apart from one that has stopped by itself', async () => {
    // Nobody is let run more rarely than by nice 19 beside a spinning process on the same processor.
    const pinned = (nice: number, code: string) =>
      spawn('taskset', ['-c', '0', 'nice', '-n', String(nice), process.execPath, '-e', code]);
    const slow = pinned(19, 'setInterval(() => {}, 1); console.log(1)');
    await once(slow.stdout, 'data');
    const kernel = new KernelView(slow.pid);
    const before = kernel.heldUpMs() ?? Number.NaN;
    const spinning = [0, 0, 0].map(() => pinned(0, 'for (;;) {}'));
    while ((kernel.heldUpMs() ?? 0) - before < 200) await sleep(20);
    for (const child of [slow, ...spinning]) child.kill('SIGKILL');
    await once(slow, 'exit');
    expect(kernel.heldUpMs()).toBeUndefined();
  });
});

test('what the grader takes to send in pieces is no time of the learner’s', async () => {
  let settled = false;
  const never = new Promise<never>(() => {});
  const waiting = within(never, 20).then(() => {
    settled = true;
  });
  const before = pacedMs();
  while (pacedMs() - before < 200) {
    await pause();
  }
  expect(settled).toBe(false);
  await waiting;
});
