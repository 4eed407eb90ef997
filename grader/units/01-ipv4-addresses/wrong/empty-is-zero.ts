// Wrong on purpose: Number() is taken to give NaN for a text with nothing in it.
// check: refuses-texts
// cause: empty-as-zero
export {
  cidrContains,
  cidrRange,
  formatIpv4,
  ipv4Class,
  ipv4Kind,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function parseIpv4(text: string): number {
  const octets = text.split('.').map(Number);
  if (octets.length !== 4) throw new TypeError(`"${text}" has ${octets.length} octets, not 4`);
  const wrong = octets.findIndex((octet) => !Number.isInteger(octet) || octet < 0 || octet > 255);
  if (wrong >= 0) throw new TypeError(`octet ${wrong + 1} of "${text}" is not 0 to 255`);
  return octets.reduce((address, octet) => address * 256 + octet, 0);
}
