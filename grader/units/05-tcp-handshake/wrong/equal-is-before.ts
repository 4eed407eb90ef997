// Wrong on purpose: what is not behind is before.
// check: orders-numbers
// cause: equal-is-before
export { explain, sequenceLength, step } from '../../../../solutions/05-tcp-handshake.ts';

export function isBefore(a: number, b: number): boolean {
  return (b - a) >>> 0 < 2 ** 31;
}
