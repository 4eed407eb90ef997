// Wrong on purpose: the lowest octet is the first one that % gives, and so it is written first.
// check: formats
// cause: reversed-octets
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

  const octets: number[] = [];
  for (let rest = address; octets.length < 4; rest = Math.floor(rest / 256))
    octets.push(rest % 256);
  return octets.join('.');
}
