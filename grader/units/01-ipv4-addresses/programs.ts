import type * as exercise from '../../../solutions/01-ipv4-addresses.ts';
import { numberOf, type Program, type Programs, shown } from '../../vocabulary.ts';
import { bitsOf } from './oracle.ts';

type Exercise = typeof exercise;

const OCTETS = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

/** `172.16.254.1     1010 1100 0001 │ 0000 …`, with a line behind the prefix; nothing for what is no address. */
function drawn(address: string, prefix: number): string[] {
  if (!OCTETS.test(address)) return [];
  const groups = (bits: string) => bits.replace(/.{4}(?=.)/g, '$& ');
  const all = bitsOf(address);
  const cut = prefix % 4 === 0 ? ' │ ' : '│';
  const at = prefix + Math.floor(prefix / 4) - (prefix % 4 === 0 && prefix > 0 ? 1 : 0);
  const line = groups(all);
  const drawing = line.slice(0, at) + cut + line.slice(at).trimStart();
  return [address.padEnd(17) + (prefix >= 0 && prefix <= 32 ? drawing.trim() : line)];
}

function prefixOf(cidr: string): { base: string; length: number } {
  const [base = '', length = ''] = cidr.split('/');
  return { base, length: Number(length) };
}

const parse: Program<Exercise> = {
  about: 'parseIpv4: the number that an address is',
  takes: 'ADDRESS',
  example: '172.16.254.1',
  answer({ parseIpv4 }, [text = '']) {
    const number = parseIpv4(text);
    const bits = (number >>> 0).toString(2).padStart(32, '0').match(/.{8}/g) ?? [];
    return number === number >>> 0 ? `${number}\n${bits.join(' ')}` : shown(number);
  },
};

const format: Program<Exercise> = {
  about: 'formatIpv4: the address that a number is',
  takes: 'NUMBER',
  example: '2886794753',
  answer: ({ formatIpv4 }, [number = '']) => String(formatIpv4(numberOf(number))),
};

const contains: Program<Exercise> = {
  about: 'cidrContains: whether an address is in a block',
  takes: 'BLOCK ADDRESS',
  example: '172.16.0.0/12 172.32.0.1',
  answer({ cidrContains }, [cidr = '', address = '']) {
    const { base, length } = prefixOf(cidr);
    const given = shown(cidrContains(cidr, address));
    return [...drawn(base, length), ...drawn(address, length), given].join('\n');
  },
};

const range: Program<Exercise> = {
  about: 'cidrRange: where a block begins and ends, and how many hosts have room',
  takes: 'BLOCK',
  example: '172.16.254.1/12',
  answer({ cidrRange }, [cidr = '']) {
    const given: unknown = cidrRange(cidr);
    if (!(given instanceof Object)) return shown(given);
    const { length } = prefixOf(cidr);
    return Object.entries(given)
      .map(([name, value]) => {
        const [line = shown(value).replaceAll('"', '')] = drawn(String(value), length);
        return `${name.padEnd(12)}${line}`;
      })
      .join('\n');
  },
};

const kind: Program<Exercise> = {
  about: 'ipv4Kind: what an address is for',
  takes: 'ADDRESS',
  example: '172.31.0.1',
  answer: ({ ipv4Kind }, [text = '']) => String(ipv4Kind(text)),
};

const oldClass: Program<Exercise> = {
  about: 'ipv4Class: the class that an address was in',
  takes: 'ADDRESS',
  example: '172.16.254.1',
  answer: ({ ipv4Class }, [text = '']) => String(ipv4Class(text)),
};

const programs: Programs<Exercise> = { parse, format, contains, range, kind, class: oldClass };

export default programs;
