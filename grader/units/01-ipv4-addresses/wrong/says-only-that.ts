// Wrong on purpose: one message is taken to do for every mistake.
// check: says-where
// cause: no-place-named
import net from 'node:net';

export {
  cidrContains,
  cidrRange,
  formatIpv4,
  ipv4Class,
  ipv4Kind,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function parseIpv4(text: string): number {
  if (!net.isIPv4(text)) throw new TypeError(`"${text}" is not an IPv4 address`);
  return Buffer.from(text.split('.').map(Number)).readUInt32BE();
}
