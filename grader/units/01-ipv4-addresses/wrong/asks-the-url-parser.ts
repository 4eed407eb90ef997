// Wrong on purpose: the parser of URLs is taken for a strict judge of addresses.
// check: refuses-texts
// cause: inet-aton-rules
export {
  cidrContains,
  cidrRange,
  formatIpv4,
  ipv4Class,
  ipv4Kind,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function parseIpv4(text: string): number {
  const host = URL.canParse(`http://${text}/`) ? new URL(`http://${text}/`).hostname : '';
  const octets = host.split('.').map(Number);
  if (octets.length !== 4 || octets.some(Number.isNaN)) {
    throw new TypeError(`"${text}" is not an IPv4 address`);
  }
  return octets.reduce((address, octet) => address * 256 + octet, 0);
}
