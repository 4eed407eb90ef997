// Wrong on purpose: the smaller number is the earlier one.
// check: orders-numbers
// cause: compares-without-turn
export { explain, sequenceLength, step } from '../../../../solutions/05-tcp-handshake.ts';

export function isBefore(a: number, b: number): boolean {
  return a < b;
}
