import { expect, test } from 'vitest';
import { Stalls } from '../../grader/engine/stalls.ts';

function counted(...looks: [at: number, ...lost: number[]][]): {
  [name in keyof Stalls]?: unknown;
} {
  const stalls = new Stalls();
  for (const [at, ...lost] of looks) stalls.count(at, ...lost);
  const { longest, inASecond } = stalls;
  return { longest, inASecond };
}

test('short stalls of both sides are counted together, those within a second', () => {
  expect(counted([20, 0, 0], [140, 100, 20], [260, 90, 100], [1100, 0, 200])).toEqual({
    longest: 200,
    inASecond: 510,
  });
});

test('stalls that lie a second apart are none together', () => {
  expect(counted([100, 200, 0], [1100, 0, 150], [2100, 180, 0], [3200, 0, 0])).toEqual({
    longest: 200,
    inASecond: 200,
  });
});
