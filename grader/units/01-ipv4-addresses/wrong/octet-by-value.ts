// Wrong on purpose: the value of the octet is thought to say where it stands.
// check: says-where
// cause: value-for-place
export {
  cidrContains,
  cidrRange,
  formatIpv4,
  ipv4Class,
  ipv4Kind,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function parseIpv4(text: string): number {
  const octets = text.split('.');
  if (octets.length !== 4) throw new TypeError(`"${text}" does not have four octets`);
  return octets.reduce((address, octet, i) => {
    if (!/^(0|[1-9][0-9]*)$/.test(octet) || Number(octet) > 255)
      throw new TypeError(`octet ${octet} is not from 0 to 255 (number ${i + 1})`);
    return address * 256 + Number(octet);
  }, 0);
}
