// Wrong on purpose: the octets are taken to stand in the order of the computer, which is little-endian.
// check: parses
// cause: reversed-octets
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
  return Buffer.from(octets.map((octet, i) => readOctet(octet, i + 1))).readUInt32LE();
}

/** One octet: decimal, without leading zeros. */
function readOctet(octet: string, place: number): number {
  if (!/^(0|[1-9][0-9]{0,2})$/.test(octet) || Number(octet) > 255) {
    throw new TypeError(`octet ${place} has to be 0 to 255, not "${octet}"`);
  }
  return Number(octet);
}
