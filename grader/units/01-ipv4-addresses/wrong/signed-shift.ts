// Wrong on purpose: a shift is taken to give the plain 32 bits, and has a sign.
// check: parses
// cause: signed-32-bit
export {
  cidrContains,
  cidrRange,
  formatIpv4,
  ipv4Class,
  ipv4Kind,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function parseIpv4(text: string): number {
  const octets = text.split('.');
  if (octets.length !== 4) throw new TypeError(`"${text}" has ${octets.length} octets, not 4`);
  const [a = 0, b = 0, c = 0, d = 0] = octets.map((octet, i) => readOctet(octet, i + 1));
  return (a << 24) | (b << 16) | (c << 8) | d;
}

/** One octet: decimal, without leading zeros. */
function readOctet(octet: string, place: number): number {
  if (!/^(0|[1-9][0-9]{0,2})$/.test(octet) || Number(octet) > 255) {
    throw new TypeError(`octet ${place} has to be 0 to 255, not "${octet}"`);
  }
  return Number(octet);
}
