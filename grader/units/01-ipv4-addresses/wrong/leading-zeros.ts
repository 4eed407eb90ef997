// Wrong on purpose: leading zeros are taken to mean nothing, as they do in a number on paper.
// check: refuses-texts
// cause: leading-zero-accepted
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
    if (!/^\d{1,3}$/.test(octet) || Number(octet) > 255) {
      throw new TypeError(`octet ${i + 1} has to be 0 to 255, not "${octet}"`);
    }
    address = address * 256 + Number(octet);
  }
  return address;
}
