// Wrong on purpose: groups that are missing are taken to be zeros, as digits are that are missing from a number.
// check: refuses-colons
// cause: too-few-accepted

export { formatIpv6, type Ipv6Kind, ipv6Kind } from '../../../../solutions/02-ipv6-addresses.ts';

export function parseIpv6(text: string): Uint8Array {
  if (text.includes('%')) throw new TypeError(`${text}: a zone id (%…) is no part of an address`);
  const whole = text.replace(/[^:]*\.[^:]*$/, tailAsGroups);
  const halves = whole.split('::');
  if (halves.length > 2) throw new TypeError(`${text}: "::" stands more than once`);
  const head = groupsOf(halves[0]);
  const tail = groupsOf(halves[1]);
  const missing = 8 - head.length - tail.length;
  if (missing < (halves.length === 2 ? 1 : 0)) {
    throw new TypeError(`${text}: ${head.length + tail.length} groups`);
  }
  const zeros = new Array<number>(missing).fill(0);
  const groups = halves.length === 2 ? [...head, ...zeros, ...tail] : [...zeros, ...head];
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
}

function groupsOf(half = ''): number[] {
  if (half === '') return [];
  return half.split(':').map((group) => {
    if (!/^[0-9a-f]{1,4}$/i.test(group)) throw new TypeError(`"${group}" is not a group`);
    return Number.parseInt(group, 16);
  });
}

/** The two groups that the four decimal numbers make. */
function tailAsGroups(tail: string): string {
  const parts = tail.split('.');
  const good = parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) <= 255);
  if (parts.length !== 4 || !good) throw new TypeError(`${tail} is not an IPv4 address`);
  const hex = parts.map((part) => Number(part).toString(16).padStart(2, '0'));
  return `${hex[0]}${hex[1]}:${hex[2]}${hex[3]}`;
}
