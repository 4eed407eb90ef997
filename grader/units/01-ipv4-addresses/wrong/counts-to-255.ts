// Wrong on purpose: an octet ends at 255, so each is taken to be worth 255 of the next.
// check: parses
// cause: base-255
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
  const values = octets.map((octet, i) => readOctet(octet, i + 1));
  return values.reduce((address, value) => address * 255 + value, 0);
}

/** One octet: decimal, without leading zeros. */
function readOctet(octet: string, place: number): number {
  if (!/^(0|[1-9][0-9]{0,2})$/.test(octet) || Number(octet) > 255) {
    throw new TypeError(`octet ${place} has to be 0 to 255, not "${octet}"`);
  }
  return Number(octet);
}
