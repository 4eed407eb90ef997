import net from 'node:net';
import type { Check } from '../../vocabulary.ts';
import {
  fractionDropped,
  paddedOctets,
  reversedOctets,
  signedOctet,
  wrappedNumber,
} from './format-causes.ts';
import { addressOfNumber, randomAddress } from './oracle.ts';
import {
  acceptedByReading,
  base255,
  countedFromZero,
  filledUp,
  gaveNoNumber,
  letThroughAsNaN,
  noPlaceNamed,
  octetTooLarge,
  otherDigits,
  placeInOtherForm,
  reversedNumber,
  signedNumber,
  valueForPlace,
} from './parse-causes.ts';
import { misspelled, REFUSED, WRONG_OCTETS } from './texts.ts';

const NUMBERS: [text: string, number: number][] = [
  ['172.16.254.1', 2_886_794_753],
  ['1.2.3.4', 16_909_060],
  ['0.0.0.0', 0],
  ['0.0.1.0', 256],
  ['10.0.0.0', 167_772_160],
  ['127.0.0.1', 2_130_706_433],
  ['128.0.0.0', 2_147_483_648],
  ['192.168.0.255', 3_232_235_775],
  ['255.255.255.255', 4_294_967_295],
];

export const parses: Check = {
  id: 'parses',
  title: 'parseIpv4 makes one unsigned number of four octets',
  points: 2,
  lesson: 'four-bytes-one-number',
  next: 'How much is each of the four octets worth, and what sign does your operator give the sum?',
  causes: [signedNumber, reversedNumber, base255],
  async play({ learner, random }) {
    const drawn = Array.from({ length: 300 }, (): [string, number] => {
      const bytes = random.bytes(4);
      return [[...bytes].join('.'), bytes.readUInt32BE()];
    });
    const played = [...NUMBERS, ...drawn];
    const answers = await learner.calls(played.map(([text]) => ['parseIpv4', text]));
    for (const [i, [text, number]] of played.entries()) {
      const hex = Buffer.from(text.split('.').map(Number)).toString('hex');
      const remark = `${hex.replace(/..(?=.)/g, '$& ')}     the four octets in hex`;
      answers[i]?.returns(number, { remark, facts: { text } });
    }
  },
};

export const refusesTexts: Check = {
  id: 'refuses-texts',
  title: 'parseIpv4 throws TypeError for every other text',
  points: 3,
  needs: ['parses'],
  lesson: 'which-texts-are-addresses',
  next: 'Which rule of the lesson does this text break, and where does your code look at it?',
  causes: [
    otherDigits,
    ...acceptedByReading,
    octetTooLarge,
    filledUp,
    letThroughAsNaN,
    gaveNoNumber,
  ],
  async play({ learner, random }) {
    const answers = await learner.calls(REFUSED.map(([text]) => ['parseIpv4', text]));
    const threw = answers[0]?.error !== undefined;
    for (const [i, [text, why]] of REFUSED.entries())
      answers[i]?.throws('TypeError', why, { text, refused: true, threw });
    // Node's own judge for a thousand texts that are addresses, or nearly so.
    const texts = Array.from({ length: 1000 }, () => misspelled(randomAddress(random), random));
    const judged = await learner.calls(texts.map((text) => ['parseIpv4', text]));
    for (const [i, text] of texts.entries()) {
      if (net.isIPv4(text)) {
        judged[i]?.returns(Buffer.from(text.split('.').map(Number)).readUInt32BE());
      } else {
        const why = 'it is not four octets of 0 to 255, and net.isIPv4() says no as well';
        judged[i]?.throws('TypeError', why, { text, refused: true, threw });
      }
    }
  },
};

export const saysWhere: Check = {
  id: 'says-where',
  title: 'the error names the octet that is wrong',
  points: 1,
  needs: ['refuses-texts'],
  lesson: 'what-the-grader-plays',
  next: 'Whoever reads the message looks for the mistake in a log: does it say where to look?',
  causes: [countedFromZero, valueForPlace, placeInOtherForm, noPlaceNamed],
  async play({ learner }) {
    const answers = await learner.calls(WRONG_OCTETS.map(({ text }) => ['parseIpv4', text]));
    for (const [i, { text, octet }] of WRONG_OCTETS.entries()) {
      const answer = answers[i];
      answer?.throws('TypeError', `octet ${octet} is wrong`, { text, refused: true });
      const message = answer?.error?.message ?? '';
      const named = [...message.matchAll(/\boctet (\d+)/gi)].map(([, number]) => Number(number));
      if (named.length > 0 && named.every((number) => number === octet)) continue;
      const value = text.split('.')[octet - 1] ?? '';
      const shown = [...new Set(named)].join(', ');
      const facts = { octet, named: shown, value, message: message.replaceAll(text, '') };
      answer?.fail(
        { text: `a TypeError whose message says "octet ${octet}", and no other` },
        facts,
      );
    }
  },
};

const TEXTS: [number: number, text: string][] = NUMBERS.map(([text, number]) => [number, text]);

export const formats: Check = {
  id: 'formats',
  title: 'formatIpv4 writes the four octets of a number',
  points: 2,
  lesson: 'four-bytes-one-number',
  next: 'Which eight bits make the first octet, and what does the shift do with their sign?',
  causes: [signedOctet, reversedOctets, paddedOctets],
  async play({ learner, random }) {
    const drawn = Array.from({ length: 300 }, (): [number, string] => {
      const number = random.bytes(4).readUInt32BE();
      return [number, addressOfNumber(number)];
    });
    const played = [...TEXTS, ...drawn];
    const answers = await learner.calls(played.map(([number]) => ['formatIpv4', number]));
    for (const [i, [, text]] of played.entries()) answers[i]?.returns(text);
  },
};

const NO_ADDRESSES: [number: number, why: string][] = [
  [-1, 'the least is 0'],
  [2 ** 32, 'the largest is 4294967295'],
  [2 ** 32 + 16_909_060, 'the largest is 4294967295'],
  [-(2 ** 31), 'the least is 0'],
  [-1_409_286_144, 'the least is 0'],
  [2 ** 53, 'the largest is 4294967295'],
  [Number.POSITIVE_INFINITY, 'the largest is 4294967295'],
  [Number.NEGATIVE_INFINITY, 'the least is 0'],
  [1.5, 'it is no whole number'],
  [0.1, 'it is no whole number'],
  [-0.5, 'it is no whole number'],
  [4_294_967_295.5, 'it is no whole number'],
  [Number.NaN, 'it is no whole number'],
];

export const refusesNumbers: Check = {
  id: 'refuses-numbers',
  title: 'formatIpv4 throws RangeError for what is no 32-bit number',
  points: 1,
  needs: ['formats'],
  lesson: 'four-bytes-one-number',
  next: 'Which numbers are addresses? Ask that before you take the bits.',
  causes: [fractionDropped, wrappedNumber],
  async play({ learner }) {
    const answers = await learner.calls(NO_ADDRESSES.map(([number]) => ['formatIpv4', number]));
    for (const [i, [number, why]] of NO_ADDRESSES.entries())
      answers[i]?.throws('RangeError', why, { number, refused: true });
  },
};
