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

/**
 * The 16 bytes of an address, in network order, in an array of their own. The text is eight groups
 * of one to four hexadecimal digits, of which "::" may stand for one or more that are 0, and the
 * last two may be an IPv4 address. Throws TypeError for every other text and says what is wrong
 * with it; where that is a zone id (fe80::1%eth0), the message has the word "zone".
 */
export function parseIpv6(text: string): Uint8Array {
  throw new Error('parseIpv6 is not written yet');
}

/**
 * The text of an address of 16 bytes by RFC 5952: lower case, no leading zeros, "::" for the longest
 * run of two or more groups that are 0 (of several as long the first). An IPv4-mapped address ends
 * in its IPv4 address: ::ffff:192.0.2.1. Throws RangeError for bytes of another number.
 */
export function formatIpv6(bytes: Uint8Array): string {
  throw new Error('formatIpv6 is not written yet');
}

/**
 * What the address is for, however it is spelled: the first row of the lesson's table that holds
 * it. Throws TypeError for what parseIpv6 refuses.
 */
export function ipv6Kind(text: string): Ipv6Kind {
  throw new Error('ipv6Kind is not written yet');
}
