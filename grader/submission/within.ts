import { slices, timeWaits, untilItRuns } from '../loopback/standstill.ts';

/**
 * What the promise comes to, or undefined where that takes longer. No timer is left behind. Of a
 * program that is debugged the time is counted in which it runs.
 */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  if (!timeWaits()) return (await sooner(promise, ms))?.came;
  for (const slice of slices(ms)) {
    const done = await sooner(promise, slice);
    if (done) return done.came;
    await Promise.race([promise, untilItRuns()]);
  }
  return (await sooner(promise, 0))?.came;
}

async function sooner<T>(promise: Promise<T>, ms: number): Promise<{ came: T } | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    // A timer may fire late, and before the answer is read that has been here for long: that comes first.
    timer = setTimeout(() => setImmediate(resolve, undefined), ms);
  });
  try {
    return await Promise.race([promise.then((came) => ({ came })), late]);
  } finally {
    clearTimeout(timer);
  }
}
