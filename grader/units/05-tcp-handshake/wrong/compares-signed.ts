// Wrong on purpose: numbers of 32 bits are compared as a processor does it, with a sign.
// check: orders-numbers
// cause: compares-signed
export { explain, sequenceLength, step } from '../../../../solutions/05-tcp-handshake.ts';

export function isBefore(a: number, b: number): boolean {
  return (a | 0) < (b | 0); // -1 is before 0: so the numbers may go round
}
