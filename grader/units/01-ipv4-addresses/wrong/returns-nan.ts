// Wrong on purpose: a mistake is told by NaN, as Number() does it.
// check: refuses-texts
// cause: returned-instead-of-thrown
export {
  cidrContains,
  cidrRange,
  formatIpv4,
  ipv4Class,
  ipv4Kind,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function parseIpv4(text: string): number {
  const octets = text.split('.');
  const valid = octets.every((octet) => /^(0|[1-9]\d{0,2})$/.test(octet) && Number(octet) <= 255);
  if (octets.length !== 4 || !valid) return Number.NaN;
  return octets.reduce((address, octet) => address * 256 + Number(octet), 0);
}
