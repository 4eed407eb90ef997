import type { Stage } from '../../vocabulary.ts';

type Random = Stage['random'];

/** Texts that are no IPv4 address, and why. */
export const REFUSED: readonly [text: string, why: string][] = [
  ['1.2.3.256', 'octet 4 is larger than 255'],
  ['1.2.3', 'there are three octets'],
  ['1.2.3.4.5', 'there are five octets'],
  ['1..2.3', 'octet 2 is empty'],
  ['1a.2.3.4', 'octet 1 is no decimal number'],
  ['1.2.3.4a', 'octet 4 is no decimal number'],
  ['010.0.0.1', 'octet 1 has a leading zero'],
  ['1.2.3.04', 'octet 4 has a leading zero'],
  ['00.0.0.0', 'octet 1 has a leading zero'],
  [' 1.2.3.4', 'a space is no part of an address'],
  ['1.2.3.4 ', 'a space is no part of an address'],
  ['1. 2.3.4', 'a space is no part of an address'],
  ['1.2.3.4\n', 'a newline is no part of an address'],
  ['0x7f.0.0.1', 'octet 1 is not decimal'],
  ['1e1.2.3.4', 'octet 1 has an exponent'],
  ['+1.2.3.4', 'octet 1 has a sign'],
  ['1.-2.3.4', 'octet 2 has a sign'],
  ['-0.1.2.3', 'octet 1 has a sign'],
  ['１.2.3.4', 'octet 1 is a full-width digit, U+FF11'],
  ['1.2.3.٤', 'octet 4 is an Arabic digit, U+0664'],
  ['', 'it is empty'],
  ['.', 'there are two octets, both empty'],
  ['...', 'all octets are empty'],
  ['.1.2.3', 'octet 1 is empty'],
  ['1.2.3.', 'octet 4 is empty'],
  ['1.2.3.4.', 'there are five octets, one of them empty'],
  ['.1.2.3.4', 'there are five octets, one of them empty'],
  ['0x7f.1', 'there are two octets'],
  ['127.1', 'there are two octets'],
  ['2130706433', 'there is one octet'],
  ['0', 'there is one octet'],
  ['256.0.0.0', 'octet 1 is larger than 255'],
  ['1.2.300.4', 'octet 3 is larger than 255'],
  ['1.2.3.1000', 'octet 4 is larger than 255'],
  ['1.2.3.4294967300', 'octet 4 is larger than 255'],
  ['1,2,3,4', 'there is no dot'],
  ['1。2。3。4', 'there is no dot, but U+3002'],
  ['1.2.3.4/24', 'a prefix is no part of an address'],
  ['1.2.3.4:80', 'a port is no part of an address'],
  ['::1', 'it is an IPv6 address'],
  ['localhost', 'it is a name'],
  ['a.b.c.d', 'it is a name'],
];

const BAD_OCTETS = ['256', '01', 'x', '', '-1', '1e1', '0x1', ' 1'];

/** Texts of four octets, of which just one is wrong. The third comes first: 0 and 1 count it differently. */
export const WRONG_OCTETS: readonly { text: string; octet: number }[] = [3, 1, 2, 4].flatMap(
  (octet) =>
    BAD_OCTETS.map((bad) => ({
      text: [10, 20, 30, 40].map((good, i) => (i === octet - 1 ? bad : good)).join('.'),
      octet,
    })),
);

/** An address as it is, or with one mistake of those that people and programs make. */
export function misspelled(address: string, random: Random): string {
  const octets = address.split('.');
  const at = random.integer(0, 3);
  const octet = octets[at] ?? '';
  const replaced = (text: string) => octets.map((old, i) => (i === at ? text : old)).join('.');
  const place = random.integer(0, address.length);
  const character = random.pick([' ', '.', '-', '+', 'e', 'x', 'a', ',', '0', '9']);
  switch (random.integer(0, 7)) {
    case 0:
    case 1:
      return address;
    case 2:
      return replaced(octet.padStart(3, '0'));
    case 3:
      return replaced(String(random.integer(250, 1000)));
    case 4:
      return `${address.slice(0, place)}${character}${address.slice(place)}`;
    case 5:
      return `${address.slice(0, place)}${address.slice(place + 1)}`;
    case 6:
      return replaced(`0x${Number(octet).toString(16)}`);
    default:
      return [...octets, ...octets].slice(0, random.integer(1, 8)).join('.');
  }
}
