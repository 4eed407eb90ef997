import type { Check, Stage } from '../../vocabulary.ts';
import { addressOf, bitsOf, randomAddress } from './oracle.ts';
import {
  addressNotRead,
  allAddressesCounted,
  emptyPrefix,
  extraProperty,
  hostsByShift,
  longPrefix,
  minusTwoAlways,
  missingSlash,
  networkIsBase,
  oneErrorForTwo,
  prefixByNumber,
  prefixByParseInt,
  signedNetwork,
} from './range-causes.ts';

/** The answer for a block, from the ones and zeros of its base. */
function rangeOf(base: string, length: number) {
  const prefix = bitsOf(base).slice(0, length);
  const size = 2 ** (32 - length);
  return {
    network: addressOf(prefix.padEnd(32, '0')),
    broadcast: addressOf(prefix.padEnd(32, '1')),
    hosts: length > 30 ? size : size - 2,
  };
}

async function rangesAre({ learner }: Stage, cidrs: readonly string[]): Promise<void> {
  const answers = await learner.calls(cidrs.map((cidr) => ['cidrRange', cidr]));
  for (const [i, cidr] of cidrs.entries()) {
    const [base = '', length] = cidr.split('/');
    const facts = { base, length: Number(length) };
    answers[i]?.returns(rangeOf(base, facts.length), { facts });
  }
}

export const ranges: Check = {
  id: 'ranges',
  title: 'cidrRange gives network, broadcast and the number of hosts',
  points: 2,
  needs: ['parses', 'formats'],
  lesson: 'network-broadcast-hosts',
  next: 'Which bits are all zeros in the first address, and all ones in the last?',
  causes: [extraProperty, networkIsBase, allAddressesCounted, signedNetwork],
  async play(stage) {
    const fixed = ['192.168.1.0/24', '192.168.1.77/24', '172.16.254.1/12', '10.1.2.3/8'];
    const drawn = Array.from({ length: 300 }, () => {
      return `${randomAddress(stage.random)}/${stage.random.integer(2, 30)}`;
    });
    await rangesAre(stage, [...fixed, '203.0.113.9/30', '192.0.2.130/25', ...drawn]);
  },
};

export const rangeOfSmallBlocks: Check = {
  id: 'ranges-at-the-edges',
  title: 'a /31 has two hosts, a /32 one, and a /0 4294967294',
  points: 1,
  needs: ['ranges'],
  lesson: 'network-broadcast-hosts',
  next: 'Who would listen to a broadcast on a link with two ends?',
  causes: [hostsByShift, minusTwoAlways],
  async play(stage) {
    const bases = ['203.0.113.6', '203.0.113.7', '0.0.0.0', '255.255.255.255'];
    const cidrs = [31, 32, 0, 1].flatMap((length) => bases.map((base) => `${base}/${length}`));
    await rangesAre(stage, cidrs);
  },
};

type Kind = 'TypeError' | 'RangeError';
const CIDRS: [cidr: string, kind: Kind, why: string][] = [
  ['10.0.0.0/33', 'RangeError', 'an address has 32 bits'],
  ['10.0.0.0/', 'TypeError', 'the prefix length is empty'],
  ['10.0.0.0', 'TypeError', 'there is no slash'],
  ['10.0.0.0/08', 'TypeError', 'the prefix length has a leading zero'],
  ['10.0.0.0/-1', 'TypeError', 'the prefix length has a sign'],
  ['10.0.0.0/+8', 'TypeError', 'the prefix length has a sign'],
  ['10.0.0.0/1.5', 'TypeError', 'the prefix length is no whole number'],
  ['10.0.0.0/8a', 'TypeError', 'the prefix length is no decimal number'],
  ['10.0.0.0/1e1', 'TypeError', 'the prefix length has an exponent'],
  ['10.0.0.0/0x8', 'TypeError', 'the prefix length is not decimal'],
  ['10.0.0.0/ 8', 'TypeError', 'a space is no part of it'],
  ['10.0.0.0/8 ', 'TypeError', 'a space is no part of it'],
  ['10.0.0.0/８', 'TypeError', 'the prefix length is a full-width digit, U+FF18'],
  ['10.0.0.0/255.0.0.0', 'TypeError', 'a mask is no prefix length'],
  ['10.0.0.0/8/8', 'TypeError', 'there are two slashes'],
  ['10.0.0.0/8/', 'TypeError', 'there are two slashes'],
  ['10.0.0/8', 'TypeError', 'the base has three octets'],
  ['10.0.0.256/8', 'TypeError', 'octet 4 of the base is larger than 255'],
  ['/8', 'TypeError', 'there is no base'],
  ['', 'TypeError', 'it is empty'],
  ['10.0.0.0/64', 'RangeError', 'an address has 32 bits'],
  ['10.0.0.0/256', 'RangeError', 'an address has 32 bits'],
  ['10.0.0.0/4294967304', 'RangeError', 'an address has 32 bits'],
  ['10.0.0.0/99999999999999999999', 'RangeError', 'an address has 32 bits'],
];

/** For some of these no bit of the address is compared, or every one. */
const LENGTHS = [0, 32, 1, 31, 24];

export const refusesCidrs: Check = {
  id: 'refuses-cidrs',
  title: 'a block that cannot be read, or has over 32 bits, is refused',
  points: 2,
  needs: ['refuses-texts', 'contains', 'ranges'],
  lesson: 'a-block-of-addresses',
  next: 'What may stand behind the slash? Which of it do you look at, and which do you convert?',
  causes: [
    addressNotRead,
    longPrefix,
    missingSlash,
    emptyPrefix,
    prefixByParseInt,
    prefixByNumber,
    oneErrorForTwo,
  ],
  async play({ learner }) {
    const ranged = await learner.calls(CIDRS.map(([cidr]) => ['cidrRange', cidr]));
    const asked = await learner.calls(CIDRS.map(([cidr]) => ['cidrContains', cidr, '10.0.0.1']));
    for (const answers of [ranged, asked]) {
      for (const [i, [cidr, kind, why]] of CIDRS.entries())
        answers[i]?.throws(kind, why, { cidr, refused: true });
    }
    const addresses = ['10.0.0', '10.0.0.0/8', '10.0.0.256', ''];
    const pairs = ['10.0.0.0/8', ...LENGTHS.map((length) => `10.0.0.0/${length}`)].flatMap((cidr) =>
      addresses.map((address) => ({ cidr, address })),
    );
    const others = await learner.calls(
      pairs.map(({ cidr, address }) => ['cidrContains', cidr, address]),
    );
    const refused = others.filter(({ error }) => error?.kinds.includes('TypeError'));
    for (const [i, { cidr, address }] of pairs.entries()) {
      const facts = { notRead: address, block: cidr, elsewhere: refused.length > 0 };
      others[i]?.throws('TypeError', 'the second text is no address', facts);
    }
  },
};
