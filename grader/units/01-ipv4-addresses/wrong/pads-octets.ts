// Wrong on purpose: octets are filled up to three digits, so that columns of addresses look tidy.
// check: formats
// cause: padded-octets
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

  const octets = [24, 16, 8, 0].map((shift) => (address >>> shift) & 0xff);
  return octets.map((octet) => String(octet).padStart(3, '0')).join('.');
}
