// Wrong on purpose: the pattern of an octet has no $, and NaN is not above 255.
// check: refuses-texts
// cause: let-through-as-nan
export {
  cidrContains,
  cidrRange,
  formatIpv4,
  ipv4Class,
  ipv4Kind,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function parseIpv4(text: string): number {
  const octets = text.split('.');
  if (octets.length !== 4) throw new TypeError(`expected four octets, received ${octets.length}`);
  for (const [i, octet] of octets.entries()) {
    if (!/^(0|[1-9][0-9]{0,2})/.test(octet) || Number(octet) > 255) {
      throw new TypeError(`octet ${i + 1} is wrong: "${octet}"`);
    }
  }
  return octets.reduce((address, octet) => address * 256 + Number(octet), 0);
}
