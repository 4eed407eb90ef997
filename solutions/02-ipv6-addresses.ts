/** What an IPv6 address is for. */
export type Ipv6Kind =
  | 'unspecified'
  | 'loopback'
  | 'ipv4-mapped'
  | 'link-local'
  | 'unique-local'
  | 'multicast'
  | 'documentation'
  | 'global'
  | 'reserved';

const GROUPS = 8;
const BYTES = 2 * GROUPS;

/**
 * The 16 bytes of an address in any spelling that RFC 4291, section 2.2, allows, in network order.
 * Throws TypeError for every other text and says what is wrong with it.
 */
export function parseIpv6(text: string): Uint8Array {
  if (text.includes('%')) {
    throw noAddress(
      text,
      'from the % on it is a zone id, which names an interface of one computer',
    );
  }
  const [before = '', after, ...more] = withTailAsGroups(text).split('::');
  if (more.length > 0) throw noAddress(text, 'a second "::" leaves open how long each of them is');
  const head = readGroups(before, text);
  const tail = readGroups(after ?? '', text);
  const missing = GROUPS - head.length - tail.length;
  if (after === undefined && missing !== 0) {
    throw noAddress(
      text,
      `it has ${head.length} groups, and ${GROUPS} are due where no "::" stands`,
    );
  }
  if (after !== undefined && missing < 1) {
    throw noAddress(text, `nothing is left for "::" beside ${head.length + tail.length} groups`);
  }
  const bytes = new Uint8Array(BYTES);
  const view = new DataView(bytes.buffer);
  for (const [i, group] of head.entries()) view.setUint16(2 * i, group);
  for (const [i, group] of tail.entries()) view.setUint16(2 * (GROUPS - tail.length + i), group);
  return bytes;
}

/**
 * The one text that RFC 5952 gives to an address of 16 bytes. The last 32 bits are written as an
 * IPv4 address where the address is IPv4-mapped, and nowhere else. Throws RangeError for bytes of
 * another number.
 */
export function formatIpv6(bytes: Uint8Array): string {
  if (bytes.length !== BYTES) {
    throw new RangeError(
      `expected the ${BYTES} bytes of an IPv6 address, received ${bytes.length}`,
    );
  }
  if (isWithin(bytes, MAPPED)) return `::ffff:${bytes.subarray(12).join('.')}`;
  const view = new DataView(bytes.buffer, bytes.byteOffset, BYTES);
  const groups = Array.from({ length: GROUPS }, (_, i) => view.getUint16(2 * i));
  const texts = groups.map((group) => group.toString(16));
  const { start, length } = longestRunOfZeros(groups);
  if (length < 2) return texts.join(':');
  return `${texts.slice(0, start).join(':')}::${texts.slice(start + length).join(':')}`;
}

/**
 * What the address is for, however it is spelled: the first block of the table that holds it, or
 * 'reserved'. Throws TypeError for what parseIpv6 refuses.
 */
export function ipv6Kind(text: string): Ipv6Kind {
  const bytes = parseIpv6(text);
  return KINDS.find(([, block]) => isWithin(bytes, block))?.[0] ?? 'reserved';
}

/** All addresses whose first `bits` bits are those of `prefix`. */
interface Block {
  prefix: Uint8Array;
  bits: number;
}

function block(prefix: string, bits: number): Block {
  return { prefix: parseIpv6(prefix), bits };
}

function isWithin(bytes: Uint8Array, { prefix, bits }: Block): boolean {
  return prefix.every((wanted, i) => {
    // Of the byte in which the prefix ends, only the upper bits belong to it.
    const counted = Math.min(8, Math.max(0, bits - 8 * i));
    const mask = 0xff & ~(0xff >> counted);
    return ((bytes[i] ?? 0) & mask) === (wanted & mask);
  });
}

/** A text that ends in an IPv4 address, with that as the two groups which the same 32 bits make. */
function withTailAsGroups(text: string): string {
  const start = text.lastIndexOf(':') + 1;
  const tail = text.slice(start);
  if (!tail.includes('.')) return text;
  const parts = tail.split('.');
  if (
    parts.length !== 4 ||
    !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && +part < 256)
  ) {
    throw noAddress(text, `${JSON.stringify(tail)} is not an IPv4 address`);
  }
  const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
  return `${text.slice(0, start)}${(256 * a + b).toString(16)}:${(256 * c + d).toString(16)}`;
}

/** The groups of one side of a "::", or of a whole text without one. `text` is for the message. */
function readGroups(side: string, text: string): number[] {
  if (side === '') return [];
  return side.split(':').map((group) => {
    if (group === '') throw noAddress(text, 'a single colon has nothing on one of its sides');
    // parseInt alone would read as far as it can: "1g" as 1, "12345" as more than 16 bits.
    if (!/^[\da-f]{1,4}$/i.test(group)) {
      throw noAddress(text, `${JSON.stringify(group)} is not one to four hexadecimal digits`);
    }
    return Number.parseInt(group, 16);
  });
}

/** The longest run of groups that are 0, and of several as long the first. */
function longestRunOfZeros(groups: readonly number[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  let length = 0;
  for (const [i, group] of groups.entries()) {
    length = group === 0 ? length + 1 : 0;
    if (length > longest.length) longest = { start: i + 1 - length, length };
  }
  return longest;
}

function noAddress(text: string, why: string): TypeError {
  return new TypeError(`${JSON.stringify(text)} is not an IPv6 address: ${why}`);
}

const MAPPED = block('::ffff:0:0', 96);

/** A block that lies within another stands before it. */
const KINDS: readonly (readonly [Ipv6Kind, Block])[] = [
  ['unspecified', block('::', 128)],
  ['loopback', block('::1', 128)],
  ['ipv4-mapped', MAPPED],
  ['link-local', block('fe80::', 10)],
  ['unique-local', block('fc00::', 7)],
  ['multicast', block('ff00::', 8)],
  ['documentation', block('2001:db8::', 32)],
  ['documentation', block('3fff::', 20)],
  ['global', block('2000::', 3)],
];
