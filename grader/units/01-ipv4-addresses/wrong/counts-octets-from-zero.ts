// Wrong on purpose: the index in the array is taken for the number of the octet.
// check: says-where
// cause: counted-from-zero
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
  octets.forEach((octet, i) => {
    if (!/^(0|[1-9]\d{0,2})$/.test(octet) || Number(octet) > 255) {
      throw new TypeError(`octet ${i} has to be 0 to 255, not "${octet}"`);
    }
    address = address * 256 + Number(octet);
  });
  return address;
}
