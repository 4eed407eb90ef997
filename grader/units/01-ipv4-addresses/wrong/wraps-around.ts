// Wrong on purpose: >>> 0 is taken for a check, because its result is always an address.
// check: refuses-numbers
// cause: wrapped-number
export {
  cidrContains,
  cidrRange,
  ipv4Class,
  ipv4Kind,
  parseIpv4,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function formatIpv4(address: number): string {
  const bits = address >>> 0;
  return [bits >>> 24, (bits >>> 16) & 255, (bits >>> 8) & 255, bits & 255].join('.');
}
