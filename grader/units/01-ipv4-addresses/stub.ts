/*
 * An IPv4 address is a number of 32 bits. People write it as four octets; a network is the block
 * of all addresses that begin with the same bits.
 */

/** What the registry of special addresses says about an address, in one word. */
export type Ipv4Kind =
  | 'this-network'
  | 'private'
  | 'shared'
  | 'loopback'
  | 'link-local'
  | 'documentation'
  | 'benchmarking'
  | 'multicast'
  | 'broadcast'
  | 'reserved'
  | 'public';

/** The class that an address had before there were prefixes. */
export type Ipv4Class = 'A' | 'B' | 'C' | 'D' | 'E';

/** A block of addresses: where it begins, where it ends, and how many hosts can have one of it. */
export interface CidrRange {
  network: string;
  broadcast: string;
  hosts: number;
}

/**
 * The number that `text` stands for, from 0 to 2**32 - 1. Throws TypeError for anything but four
 * decimal octets without leading zeros. Where one octet of four is wrong, the message says which,
 * counted from 1: "octet 3" for 1.2.256.4.
 */
export function parseIpv4(text: string): number {
  throw new Error('parseIpv4 is not written yet');
}

/** The four octets of an address. Throws RangeError for all but whole numbers from 0 to 2**32 - 1. */
export function formatIpv4(address: number): string {
  throw new Error('formatIpv4 is not written yet');
}

/**
 * Whether `address` lies in the block `cidr`, such as 10.0.0.0/8. Bits behind the prefix are
 * ignored: 10.1.2.3/8 is the same block. Throws TypeError for what cannot be read, and RangeError
 * for a prefix longer than 32.
 */
export function cidrContains(cidr: string, address: string): boolean {
  throw new Error('cidrContains is not written yet');
}

/**
 * The first and the last address of the block `cidr`, and how many hosts it has room for: all but
 * those two addresses, or all of a /31 (2) and a /32 (1). Throws as cidrContains does.
 */
export function cidrRange(cidr: string): CidrRange {
  throw new Error('cidrRange is not written yet');
}

/** What kind of address this is, by the table in the lesson. Throws TypeError as parseIpv4 does. */
export function ipv4Kind(text: string): Ipv4Kind {
  throw new Error('ipv4Kind is not written yet');
}

/** The class that the address had before there were prefixes. Throws TypeError as parseIpv4 does. */
export function ipv4Class(text: string): Ipv4Class {
  throw new Error('ipv4Class is not written yet');
}
