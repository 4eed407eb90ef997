import type { Stage } from '../../vocabulary.ts';

type Random = Stage['random'];

/** Eight groups of 16 bits, the first first. */
export type Groups = readonly number[];

export function bytesOf(groups: Groups): Uint8Array {
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff]));
}

export function groupsOf(bytes: Uint8Array): number[] {
  return Array.from({ length: 8 }, (_, i) => 256 * (bytes[2 * i] ?? 0) + (bytes[2 * i + 1] ?? 0));
}

/** `2001 0db8 0000 …`: the groups as they are, which is no spelling of an address. */
export function digitsOf(groups: Groups): string {
  return groups.map((group) => group.toString(16).padStart(4, '0')).join(' ');
}

/** The full spelling with nothing left out but leading zeros. */
export function plain(groups: Groups): string {
  return groups.map((group) => group.toString(16)).join(':');
}

/** The spelling of Node's URL parser: that of RFC 5952, but for IPv4-mapped addresses. */
export function byUrl(groups: Groups): string {
  return new URL(`http://[${plain(groups)}]`).hostname.slice(1, -1);
}

/** Groups of one to four digits, some of them 0. None is ffff, so no address is IPv4-mapped. */
export function drawGroups(random: Random): number[] {
  return Array.from({ length: 8 }, () =>
    random.integer(0, 2) === 0 ? 0 : random.integer(1, 16 ** random.integer(1, 4) - 1) % 0xffff,
  );
}

/** One of the many spellings of an address, without a tail in dots. */
export function drawSpelling(groups: Groups, random: Random): string {
  const texts = groups.map((group) => {
    const digits = group.toString(16).padStart(random.integer(1, 4), '0');
    return random.integer(0, 1) === 0 ? digits : digits.toUpperCase();
  });
  const start = random.integer(0, 7);
  const zeros = groups.slice(start).findIndex((group) => group !== 0);
  const length = zeros < 0 ? 8 - start : zeros;
  if (length === 0) return texts.join(':');
  return `${texts.slice(0, start).join(':')}::${texts.slice(start + length).join(':')}`;
}
