import net from 'node:net';
import type { Check, Stage } from '../../vocabulary.ts';
import {
  anyTextHasAKind,
  beyondTheBlock,
  documentationAsGlobal,
  documentationBlockMissed,
  kindOfTheText,
  onlyAPartOfTheBlock,
} from './kind-causes.ts';
import { byUrl, drawSpelling } from './spellings.ts';

const ONES = 'ffff:ffff:ffff:ffff:ffff:ffff';

/** Both ends of each block, and their neighbours. */
const KINDS: [text: string, kind: string][] = [
  ['::', 'unspecified'],
  ['::1', 'loopback'],
  ['::2', 'reserved'],
  ['fe80::1', 'link-local'],
  ['fc00::1', 'unique-local'],
  ['fd12:3456:789a::1', 'unique-local'],
  ['ff02::1', 'multicast'],
  ['2001:db8::1', 'documentation'],
  ['2606:4700::1111', 'global'],
  ['::ffff:c000:201', 'ipv4-mapped'],
  ['::ffff:0:0', 'ipv4-mapped'],
  ['::ffff:ffff:ffff', 'ipv4-mapped'],
  ['::fffe:ffff:ffff', 'reserved'],
  ['::1:0:0:0', 'reserved'],
  ['::c000:201', 'reserved'],
  [`fe7f:ffff:${ONES}`, 'reserved'],
  ['fe80::', 'link-local'],
  ['fe9a::1', 'link-local'],
  [`febf:ffff:${ONES}`, 'link-local'],
  ['fec0::', 'reserved'],
  [`fbff:ffff:${ONES}`, 'reserved'],
  ['fc00::', 'unique-local'],
  [`fdff:ffff:${ONES}`, 'unique-local'],
  ['fe00::', 'reserved'],
  [`feff:ffff:${ONES}`, 'reserved'],
  ['ff00::', 'multicast'],
  ['ffff::1', 'multicast'],
  [`ffff:ffff:${ONES}`, 'multicast'],
  [`2001:db7:${ONES}`, 'global'],
  ['2001:db8::', 'documentation'],
  [`2001:db8:${ONES}`, 'documentation'],
  ['2001:db9::', 'global'],
  [`3ffe:ffff:${ONES}`, 'global'],
  ['3fff::', 'documentation'],
  [`3fff:fff:${ONES}`, 'documentation'],
  ['3fff:1000::', 'global'],
  [`3fff:ffff:${ONES}`, 'global'],
  [`1fff:ffff:${ONES}`, 'reserved'],
  ['2000::', 'global'],
  ['4000::', 'reserved'],
  ['100::1', 'reserved'],
  ['64:ff9b::1', 'reserved'],
  ['8000::1', 'reserved'],
];

function blockList(...blocks: [prefix: string, bits: number][]): net.BlockList {
  const list = new net.BlockList();
  for (const [prefix, bits] of blocks) list.addSubnet(prefix, bits, 'ipv6');
  return list;
}

const LISTS: [list: net.BlockList, kind: string][] = [
  [blockList(['fe80::', 10]), 'link-local'],
  [blockList(['fc00::', 7]), 'unique-local'],
  [blockList(['ff00::', 8]), 'multicast'],
  [blockList(['2001:db8::', 32], ['3fff::', 20]), 'documentation'],
  [blockList(['2000::', 3]), 'global'],
];

/** Addresses by chance, with the kind that Node's own lists of blocks say. */
function drawn({ random }: Stage): [text: string, kind: string][] {
  return Array.from({ length: 300 }, () => {
    const first = random.pick([random.integer(0x1000, 0xffff), random.integer(0xf800, 0xffff)]);
    const second = random.integer(0, 0xffff);
    const [a, b] = random.pick([
      [first, second],
      [first, second],
      [0x3fff, second],
      [0x2001, 0xdb8],
    ]);
    const text = byUrl([a ?? 0, b ?? 0, ...Array.from({ length: 6 }, () => random.integer(0, 9))]);
    return [text, LISTS.find(([list]) => list.check(text, 'ipv6'))?.[1] ?? 'reserved'];
  });
}

export const tellsKinds: Check = {
  id: 'tells-kinds',
  title: 'ipv6Kind knows each block, up to its very ends',
  points: 2,
  needs: ['reads-double-colon'],
  lesson: 'what-an-address-is-for',
  next: 'How many bits has the prefix of this block, and in which digit of the address does it end?',
  causes: [documentationBlockMissed, documentationAsGlobal, beyondTheBlock, onlyAPartOfTheBlock],
  async play(stage) {
    const played = [...KINDS, ...drawn(stage)];
    const answers = await stage.learner.calls(played.map(([text]) => ['ipv6Kind', text]));
    const isKnown = (example: string) =>
      answers[played.findIndex(([text]) => text === example)]?.value === 'documentation';
    for (const [i, [text, kind]] of played.entries()) {
      const [own, other] = text.startsWith('3fff')
        ? ['3fff::', '2001:db8::1']
        : ['2001:db8::1', '3fff::'];
      const known = { ownKnown: isKnown(own), other, otherKnown: isKnown(other) };
      answers[i]?.returns(kind, { facts: { text, kind, ...known } });
    }
  },
};

/** A spelling, the one of RFC 5952 without dots, and the kind of both. */
const SPELLINGS: [text: string, short: string, kind: string][] = [
  ['0:0:0:0:0:0:0:1', '::1', 'loopback'],
  ['::0.0.0.1', '::1', 'loopback'],
  ['0::', '::', 'unspecified'],
  ['::0.0.0.0', '::', 'unspecified'],
  ['FE80::1', 'fe80::1', 'link-local'],
  ['2001:0DB8::1', '2001:db8::1', 'documentation'],
  ['3fff:0abc::', '3fff:abc::', 'documentation'],
  ['::ffff:192.0.2.1', '::ffff:c000:201', 'ipv4-mapped'],
  ['0:0:0:0:0:FFFF:192.0.2.1', '::ffff:c000:201', 'ipv4-mapped'],
  ['::192.0.2.1', '::c000:201', 'reserved'],
  ['fe80::192.0.2.1', 'fe80::c000:201', 'link-local'],
  ['::ffff:1', '::ffff:1', 'reserved'],
  ['::ffff:0', '::ffff:0', 'reserved'],
  ['fc::1', 'fc::1', 'reserved'],
  ['fe8::1', 'fe8::1', 'reserved'],
  ['ff::', 'ff::', 'reserved'],
  ['0fc0:1::', 'fc0:1::', 'reserved'],
];

/** Texts that are no address. A part of the later ones is, or the start of them tells a kind. */
const NONE = [
  'localhost',
  '192.0.2.1',
  '1:2:3',
  'fe80::1%eth0',
  '::1%lo',
  'ff02::1%1',
  '::1/128',
  'fc00::/7',
  '[::1]',
  ' ::1',
  '::1 ',
  'fe80::1::2',
  'ff02::12345',
  'fd00::g',
  '2001:db8::1:',
  '2606:4700',
  '::ffff:192.0.2.256',
  '::ffff:192.0.2',
];

const FIRST_GROUPS: [least: number, most: number, kind: string][] = [
  [0xfe80, 0xfebf, 'link-local'],
  [0xfc00, 0xfdff, 'unique-local'],
  [0xff00, 0xffff, 'multicast'],
  [0x2002, 0x3ffe, 'global'],
  [0x4000, 0xfbff, 'reserved'],
];

export const tellsKindsOfSpellings: Check = {
  id: 'tells-kinds-of-spellings',
  title: 'the kind is that of the bytes, however they are spelled',
  points: 2,
  needs: ['tells-kinds', 'reads-ipv4-tail'],
  lesson: 'what-an-address-is-for',
  next: 'What does your code compare: the text that it was given, or the address that is meant?',
  causes: [kindOfTheText, anyTextHasAKind],
  async play({ learner, random }) {
    const seeded = Array.from({ length: 100 }, (): [string, string, string] => {
      const [least, most, kind] = FIRST_GROUPS[random.integer(0, 4)] ?? [
        0x4000,
        0x4000,
        'reserved',
      ];
      const rest = Array.from(
        { length: 7 },
        () => random.integer(0, 3) * random.integer(0, 0x5000),
      );
      const groups = [random.integer(least, most), ...rest];
      return [drawSpelling(groups, random), byUrl(groups), kind];
    });
    const played = [...SPELLINGS, ...seeded];
    const answers = await learner.calls(played.map(([text]) => ['ipv6Kind', text]));
    const shorts = await learner.calls(played.map(([, short]) => ['ipv6Kind', short]));
    for (const [i, [text, short, kind]] of played.entries()) {
      const shortIsRight = shorts[i]?.value === kind;
      const remark = text === short ? {} : { remark: `as of ${short}` };
      answers[i]?.returns(kind, { ...remark, facts: { text, short, shortIsRight } });
    }
    const refused = await learner.calls(NONE.map((text) => ['parseIpv6', text]));
    const kinds = await learner.calls(NONE.map((text) => ['ipv6Kind', text]));
    for (const [i, answer] of kinds.entries()) {
      // What parseIpv6 takes and should not is the business of other checks.
      if (i >= 3 && !refused[i]?.error?.kinds.includes('TypeError')) continue;
      answer.throws('TypeError', 'parseIpv6 refuses this as well', { noAddress: true });
    }
  },
};
