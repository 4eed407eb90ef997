// Wrong on purpose: any mark of the place is thought to do.
// check: says-where
// cause: place-in-other-form
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
      throw new TypeError(`octet #${i + 1} of "${text}" is wrong`);
    return address * 256 + Number(octet);
  }, 0);
}
