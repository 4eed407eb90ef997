// Wrong on purpose: parseInt is taken to refuse what is no hexadecimal number.
// check: refuses-characters
// cause: other-character-accepted

export { formatIpv6, type Ipv6Kind, ipv6Kind } from '../../../../solutions/02-ipv6-addresses.ts';

export function parseIpv6(text: string): Uint8Array {
  if (text.includes('%')) throw new TypeError(`${text}: a zone id (%…) is no part of an address`);
  const whole = text.replace(/[^:]*\.[^:]*$/, tailAsGroups);
  const halves = whole.split('::');
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
    const value = Number.parseInt(group, 16);
    if (Number.isNaN(value) || group.length > 4) throw new TypeError(`"${group}" is not a group`);
    return value;
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
