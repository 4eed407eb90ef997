// Wrong on purpose: what Number() takes for a number is taken for an octet, once it is not empty or padded.
// check: refuses-texts
// cause: number-syntax
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
    const value = Number(octet);
    const padded = octet === '' || /\s/.test(octet) || /^0\d/.test(octet);
    if (padded || !Number.isInteger(value) || value < 0 || value > 255) {
      throw new TypeError(`octet ${i + 1} has to be 0 to 255, not "${octet}"`);
    }
    address = address * 256 + value;
  }
  return address;
}
