// Wrong on purpose: only the range of the number is looked at, and not whether it is whole.
// check: refuses-numbers
// cause: fraction-dropped
export {
  cidrContains,
  cidrRange,
  ipv4Class,
  ipv4Kind,
  parseIpv4,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function formatIpv4(address: number): string {
  if (!(address >= 0 && address < 2 ** 32)) {
    throw new RangeError(`${address} is not a number of 32 bits`);
  }
  return [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff).join('.');
}
