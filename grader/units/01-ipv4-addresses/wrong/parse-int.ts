// Wrong on purpose: parseInt() is taken to refuse what is not a number from its first to its last character.
// check: refuses-texts
// cause: parse-int-prefix
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
  let address = 0;
  for (const [i, octet] of octets.entries()) {
    const value = Number.parseInt(octet, 10);
    if (Number.isNaN(value) || value < 0 || value > 255) {
      throw new TypeError(`octet ${i + 1} has to be 0 to 255, not "${octet}"`);
    }
    address = address * 256 + value;
  }
  return address;
}
