// Wrong on purpose: an IPv6 address is taken to have no dots, ever.
// check: reads-ipv4-tail
// cause: tail-refused

export { formatIpv6, type Ipv6Kind, ipv6Kind } from '../../../../solutions/02-ipv6-addresses.ts';

export function parseIpv6(text: string): Uint8Array {
  if (text.includes('%')) throw new TypeError(`${text}: a zone id (%…) is no part of an address`);
  const halves = text.split('::');
  if (halves.length > 2) throw new TypeError(`${text}: "::" stands more than once`);
  const head = groupsOf(halves[0]);
  const tail = groupsOf(halves[1]);
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) {
    throw new TypeError(`${text}: ${head.length + tail.length} groups`);
  }
  const groups = [...head, ...new Array<number>(missing).fill(0), ...tail];
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
}

function groupsOf(half = ''): number[] {
  if (half === '') return [];
  return half.split(':').map((group) => {
    if (!/^[0-9a-f]{1,4}$/i.test(group)) throw new TypeError(`"${group}" is not a group`);
    return Number.parseInt(group, 16);
  });
}
