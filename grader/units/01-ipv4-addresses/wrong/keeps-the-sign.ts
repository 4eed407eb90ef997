// Wrong on purpose: >> is taken to fill up with zeros.
// check: formats
// cause: signed-octet
export {
  cidrContains,
  cidrRange,
  ipv4Class,
  ipv4Kind,
  parseIpv4,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function formatIpv4(address: number): string {
  if (!Number.isInteger(address) || address < 0 || address > 0xffffffff) {
    throw new RangeError(`${address} is not a number of 32 bits`);
  }

  return [address >> 24, (address >> 16) & 255, (address >> 8) & 255, address & 255].join('.');
}
