// Wrong on purpose: the message says "octet number 3", in words of its own.
// check: says-where
// cause: place-in-other-form
import { parseIpv4 as parse } from '../../../../solutions/01-ipv4-addresses.ts';

export {
  cidrContains,
  cidrRange,
  formatIpv4,
  ipv4Class,
  ipv4Kind,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function parseIpv4(text: string): number {
  try {
    return parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    throw new TypeError(message.replace(/octet (?=\d)/, 'octet number '));
  }
}
