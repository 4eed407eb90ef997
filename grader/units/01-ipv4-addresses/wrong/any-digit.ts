// Wrong on purpose: all digits of Unicode are taken for digits of an address.
// check: refuses-texts
// cause: other-digits
export {
  cidrContains,
  cidrRange,
  formatIpv4,
  ipv4Class,
  ipv4Kind,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function parseIpv4(text: string): number {
  // Somebody may type with a Chinese keyboard: its digits are wide.
  const octets = text.replace(/[\uff10-\uff19]/g, (digit) => digit.normalize('NFKC')).split('.');
  if (octets.length !== 4) throw new TypeError(`"${text}" has ${octets.length} octets, not 4`);
  return octets.reduce((address, octet, i) => address * 256 + readOctet(octet, i + 1), 0);
}

/** One octet: decimal, without leading zeros. */
function readOctet(octet: string, place: number): number {
  if (!/^(0|[1-9][0-9]{0,2})$/.test(octet) || Number(octet) > 255) {
    throw new TypeError(`octet ${place} has to be 0 to 255, not "${octet}"`);
  }
  return Number(octet);
}
