// Wrong on purpose: a leading zero is read as in C, where it means octal.
// check: refuses-texts
// cause: leading-zero-as-octal
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
    const octal = /^0[0-7]+$/.test(octet);
    const value = Number.parseInt(octet, octal ? 8 : 10);
    if ((!octal && !/^(0|[1-9][0-9]*)$/.test(octet)) || value > 255) {
      throw new TypeError(`octet ${i + 1} has to be 0 to 255, not "${octet}"`);
    }
    address = address * 256 + value;
  }
  return address;
}
