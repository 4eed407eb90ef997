// Wrong on purpose: the class is told by the first octet, and nobody looks at the others.
// check: classes
// cause: decided-by-the-text
export {
  cidrContains,
  cidrRange,
  formatIpv4,
  ipv4Kind,
  parseIpv4,
} from '../../../../solutions/01-ipv4-addresses.ts';

export function ipv4Class(text: string): string {
  const first = Number(text.split('.')[0]);
  if (first < 128) return 'A';
  if (first < 192) return 'B';
  if (first < 224) return 'C';
  return first < 240 ? 'D' : 'E';
}
