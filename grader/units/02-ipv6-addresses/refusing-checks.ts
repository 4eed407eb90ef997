import net from 'node:net';
import type { Check, Stage } from '../../vocabulary.ts';
import {
  CHARACTERS_ACCEPTED,
  COLONS_ACCEPTED,
  TAILS_ACCEPTED,
  zoneDropped,
  zoneNotNamed,
} from './reading-causes.ts';
import { drawGroups, drawSpelling } from './spellings.ts';

interface Refused {
  text: string;
  why: string;
  breach: string;
}

/** One breach of the rules, what to say of it, and texts that show it. */
function refused(breach: string, why: string, texts: readonly string[]): Refused[] {
  return texts.map((text) => ({ text, why, breach }));
}

async function refuses({ learner }: Stage, played: readonly Refused[]): Promise<void> {
  const answers = await learner.calls(played.map(({ text }) => ['parseIpv6', text]));
  for (const [i, { text, why, breach }] of played.entries())
    answers[i]?.throws('TypeError', why, { text, breach });
}

export const refusesColons: Check = {
  id: 'refuses-colons',
  title: 'colons and groups that make no address are a TypeError',
  points: 2,
  needs: ['reads-double-colon'],
  lesson: 'the-double-colon',
  next: 'What stands between two colons that follow each other, and how many groups are there in all?',
  causes: COLONS_ACCEPTED,
  play(stage) {
    const { random } = stage;
    const seeded = Array.from({ length: 300 }, () => {
      const text = drawSpelling(drawGroups(random), random);
      const at = random.integer(0, text.length);
      const colon = text.indexOf(':', at);
      const fewer = text.slice(0, Math.max(colon, 0)) + text.slice(colon + 1);
      return random.integer(0, 1) === 0 ? `${text.slice(0, at)}:${text.slice(at)}` : fewer;
    }).filter((text) => !net.isIPv6(text) && !/[\da-f]{5}/i.test(text));
    return refuses(stage, [
      ...refused('second-double-colon', '"::" may stand once', ['1::2::3', '::1::', '1::2:3::']),
      ...refused('empty-group', 'a single colon needs a group on both of its sides', [
        ':::',
        '1:::2',
        ':1:2:3:4:5:6:7',
        '1:2:3:4:5:6:7:',
        ':1:2:3:4:5:6:7:8',
        '1:2:3:4:5:6:7:8:',
        ':1::2',
        '1::2:',
        ':',
      ]),
      ...refused('nothing-left', 'all eight groups are there, and "::" stands for at least one', [
        '1:2:3:4:5:6:7:8::',
        '::1:2:3:4:5:6:7:8',
        '1:2:3:4::5:6:7:8',
      ]),
      ...refused('too-many', 'an address has eight groups', [
        '1:2:3:4:5:6:7:8:9',
        '1::3:4:5:6:7:8:9',
        '1:2:3:4:5:6:7:8:9::',
      ]),
      ...refused('too-few', 'an address without "::" has eight groups', [
        '1:2:3:4:5:6:7',
        '1:2',
        '1',
        '',
      ]),
      ...refused('seeded', 'its colons make no address', seeded),
    ]);
  },
};

export const refusesCharacters: Check = {
  id: 'refuses-characters',
  title: 'a group is one to four hexadecimal digits, and nothing else',
  points: 1,
  needs: ['reads-double-colon'],
  lesson: 'eight-groups',
  next: 'Which characters may stand in an address? Who looks at each of them in your code?',
  causes: CHARACTERS_ACCEPTED,
  play(stage) {
    const { random } = stage;
    const seeded = Array.from({ length: 100 }, () => {
      const text = drawSpelling(drawGroups(random), random).replace(/^::$/, '0::');
      const digits = [...text.matchAll(/[\da-f]/gi)].map(({ index }) => index);
      const at = digits[random.integer(0, digits.length - 1)] ?? 0;
      const character = random.pick(['g', 'x', 'Z', '-', '+', '_', '~', 'ä', '１']);
      return text.slice(0, at) + character + text.slice(at + 1);
    });
    return refuses(stage, [
      ...refused('five-digits', 'a group has four digits at most', [
        '::12345',
        '::00001',
        '12345::',
        '1:2:3:4:5:6:7:00008',
      ]),
      ...refused('other-character', 'a group has hexadecimal digits only', [
        '::1g',
        '::g',
        '::g1',
        '::0x1',
        '::-1',
        '::+1',
        '::1_0',
        '::１',
      ]),
      ...refused('space', 'there is no space in an address', [' ::1', '::1 ', '::1\n', '1: :2']),
      ...refused('brackets', 'the brackets belong to a URL, not to the address', ['[::1]', '[::]']),
      ...refused('prefix-length', 'this is a block of addresses, not an address', [
        '::1/64',
        '2001:db8::/32',
      ]),
      ...refused('seeded', 'one character of it is no hexadecimal digit', seeded),
    ]);
  },
};

export const refusesTails: Check = {
  id: 'refuses-tails',
  title: 'a wrong or misplaced IPv4 address is a TypeError',
  points: 1,
  needs: ['reads-ipv4-tail', 'refuses-colons'],
  lesson: 'an-ipv4-address-at-the-end',
  next: 'Where may dots stand in an address, and what may each of the four numbers look like?',
  causes: TAILS_ACCEPTED,
  play: (stage) =>
    refuses(stage, [
      ...refused('leading-zeros', 'a decimal number has no leading zeros', [
        '::1.2.3.04',
        '::01.2.3.4',
        '::ffff:192.000.2.1',
      ]),
      ...refused('over-255', 'the numbers go from 0 to 255', [
        '::1.2.3.256',
        '::999.2.3.4',
        '::1.2.3.1000',
      ]),
      ...refused('elsewhere', 'an IPv4 address may stand at the end only', [
        '::1.2.3.4:5',
        '1:2:3:1.2.3.4:5:6:7',
        '1.2.3.4::',
        '1.2.3.4:3:4:5:6:7:8',
      ]),
      ...refused('other-numbers', 'an IPv4 address has four decimal numbers', [
        '::1.2.3',
        '::1.2.3.4.5',
        '::1.2.3.',
        '::.1.2.3',
        '::1..2.3',
        '::1.2.3.a',
        '::0x1.2.3.4',
        '::1e1.2.3.4',
        '::1.2.3.+4',
        '::1.2.3.４',
      ]),
      ...refused('no-room', 'an IPv4 address takes the place of two groups', [
        '1:2:3:4:5:6:7:1.2.3.4',
        '1:2:3:4:5:1.2.3.4',
        '1:2:3:4:5:6::1.2.3.4',
      ]),
      ...refused('alone', 'this is an IPv4 address', ['1.2.3.4', '192.0.2.1']),
    ]),
};

const ZONES = ['fe80::1%eth0', 'ff02::1%1', 'fe80::1:2:3:4%wlan0', '::1%lo', 'FE80::1%25en0'];

export const refusesZones: Check = {
  id: 'refuses-zones',
  title: 'a zone id is refused, and the message says so',
  points: 1,
  needs: ['reads-double-colon'],
  lesson: 'zone-ids',
  next: 'Where in 16 bytes could "eth0" stand? And what should somebody read who typed it?',
  causes: [zoneDropped, zoneNotNamed],
  async play({ learner }) {
    const answers = await learner.calls(ZONES.map((text) => ['parseIpv6', text]));
    for (const [i, text] of ZONES.entries()) {
      const answer = answers[i];
      answer?.throws('TypeError', 'a zone id is no part of an address', { text });
      if (!/zone/i.test(answer?.error?.message ?? ''))
        answer?.fail({ text: 'a TypeError that has the word "zone" in its message' }, { text });
    }
  },
};
