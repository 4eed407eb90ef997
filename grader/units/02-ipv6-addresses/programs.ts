import type * as exercise from '../../../solutions/02-ipv6-addresses.ts';
import { bytesOf, type Program, type Programs, shown } from '../../vocabulary.ts';

type Exercise = typeof exercise;

/** Two bytes a group, as the lesson draws them. */
function inGroups(bytes: unknown): string {
  if (!(bytes instanceof Uint8Array) || bytes.length === 0) return shown(bytes);
  const groups = Buffer.from(bytes)
    .toString('hex')
    .match(/.{1,4}/g);
  return (groups ?? []).map((group) => group.replace(/..(?=.)/, '$& ')).join('  ');
}

const parse: Program<Exercise> = {
  about: 'parseIpv6: the 16 bytes of an address',
  takes: 'ADDRESS',
  example: '2001:db8::8:800:200c:417a',
  answer: ({ parseIpv6 }, [text = '']) => inGroups(parseIpv6(text)),
};

const format: Program<Exercise> = {
  about: 'formatIpv6, of 16 bytes in hexadecimal, or of an address that your parseIpv6 reads',
  takes: 'BYTES …',
  example: '2001:DB8:0:0:8:800:200C:417A',
  answer({ formatIpv6, parseIpv6 }, words) {
    const [text = ''] = words;
    const isAddress = words.length === 1 && text.includes(':');
    return String(formatIpv6(isAddress ? parseIpv6(text) : bytesOf(...words)));
  },
};

const kind: Program<Exercise> = {
  about: 'ipv6Kind: what an address is for',
  takes: 'ADDRESS',
  example: 'fe80::1',
  answer: ({ ipv6Kind }, [text = '']) => String(ipv6Kind(text)),
};

const programs: Programs<Exercise> = { parse, format, kind };

export default programs;
