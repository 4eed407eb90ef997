// Wrong on purpose: three digits are taken to be enough of a check.
// check: refuses-texts
// cause: octet-too-large
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
  const wrong = octets.findIndex((octet) => !/^(0|[1-9]\d{0,2})$/.test(octet));
  if (wrong >= 0) throw new TypeError(`octet ${wrong + 1} of "${text}" is not 0 to 255`);
  return Buffer.from(octets.map(Number)).readUInt32BE();
}
