import type { Check, Stage } from '../../vocabulary.ts';
import {
  baseNotMasked,
  blockBeginsAtBase,
  maskTurned,
  shiftBy32,
  signedComparison,
  wholeOctets,
} from './contains-causes.ts';
import { type Pair, readingOf } from './contains-readings.ts';
import { addressOf, bitsOf, isInBlock, randomAddress, randomPair } from './oracle.ts';

async function contains({ learner }: Stage, pairs: readonly Pair[]): Promise<void> {
  const answers = await learner.calls(
    pairs.map(({ cidr, address }) => ['cidrContains', cidr, address]),
  );
  const reading = readingOf(
    pairs,
    answers.map(({ value }) => value),
  );
  for (const [i, { cidr, address, inside }] of pairs.entries())
    answers[i]?.returns(inside, { facts: { cidr, address, reading } });
}

const ALIGNED: [cidr: string, address: string, inside: boolean][] = [
  ['10.0.0.0/8', '10.255.255.255', true],
  ['10.0.0.0/8', '11.0.0.0', false],
  ['192.168.1.0/24', '192.168.1.77', true],
  ['192.168.1.0/24', '192.168.2.1', false],
  ['172.16.0.0/12', '172.16.0.0', true],
  ['172.16.0.0/12', '172.31.255.255', true],
  ['172.16.0.0/12', '172.32.0.0', false],
  ['172.16.0.0/12', '172.15.255.255', false],
  ['192.0.2.128/25', '192.0.2.127', false],
  ['192.0.2.128/25', '192.0.2.128', true],
  ['128.0.0.0/1', '255.255.255.255', true],
  ['128.0.0.0/1', '127.255.255.255', false],
  ['0.0.0.0/1', '127.0.0.1', true],
  ['198.18.0.0/15', '198.19.255.255', true],
  ['203.0.113.6/31', '203.0.113.7', true],
  ['203.0.113.6/31', '203.0.113.5', false],
];

const pair = ([cidr, address, inside]: [string, string, boolean]): Pair => ({
  cidr,
  address,
  inside,
});

export const containsAligned: Check = {
  id: 'contains',
  title: 'cidrContains compares the bits of the prefix, and only those',
  points: 3,
  needs: ['parses'],
  lesson: 'a-block-of-addresses',
  next: 'Write both addresses as 32 bits. How many of them have to be equal, and are they?',
  causes: [wholeOctets, signedComparison, maskTurned],
  async play(stage) {
    const drawn = Array.from({ length: 1000 }, (): Pair => {
      const { cidr, address } = randomPair(stage.random, stage.random.integer(1, 31));
      return { cidr, address, inside: isInBlock(cidr, address) };
    });
    await contains(stage, [...ALIGNED.map(pair), ...drawn]);
  },
};

const UNALIGNED: [cidr: string, address: string, inside: boolean][] = [
  ['10.1.2.3/8', '10.1.2.3', true],
  ['10.1.2.3/8', '10.0.0.0', true],
  ['10.1.2.3/8', '10.255.255.255', true],
  ['10.1.2.3/8', '11.1.2.3', false],
  ['10.1.2.3/8', '11.0.0.0', false],
  ['192.168.1.77/24', '192.168.1.1', true],
  ['192.168.1.77/24', '192.168.2.1', false],
  ['172.20.1.1/12', '172.16.0.0', true],
  ['172.20.1.1/12', '172.32.0.0', false],
  ['203.0.113.7/31', '203.0.113.6', true],
];

export const containsUnaligned: Check = {
  id: 'contains-unaligned',
  title: '10.1.2.3/8 is the same block as 10.0.0.0/8',
  points: 1,
  needs: ['contains'],
  lesson: 'a-block-of-addresses',
  next: 'Which bits of 10.1.2.3 say something about the block?',
  causes: [baseNotMasked, blockBeginsAtBase],
  async play(stage) {
    const drawn = Array.from({ length: 200 }, (): Pair => {
      const length = stage.random.integer(1, 31);
      const { cidr, address } = randomPair(stage.random, length);
      const [network = ''] = cidr.split('/');
      const rest = bitsOf(randomAddress(stage.random)).slice(length);
      const base = addressOf(bitsOf(network).slice(0, length) + rest);
      return { cidr: `${base}/${length}`, address, inside: isInBlock(cidr, address) };
    });
    await contains(stage, [...UNALIGNED.map(pair), ...drawn]);
  },
};

const EDGES: [cidr: string, address: string, inside: boolean][] = [
  ['0.0.0.0/0', '203.0.113.9', true],
  ['0.0.0.0/0', '0.0.0.0', true],
  ['0.0.0.0/0', '255.255.255.255', true],
  ['0.0.0.0/0', '127.0.0.1', true],
  ['203.0.113.9/0', '8.8.8.8', true],
  ['203.0.113.9/32', '203.0.113.9', true],
  ['203.0.113.9/32', '203.0.113.8', false],
  ['203.0.113.9/32', '8.8.8.8', false],
  ['0.0.0.0/32', '0.0.0.0', true],
  ['0.0.0.0/32', '128.0.0.0', false],
  ['255.255.255.255/32', '255.255.255.255', true],
  ['255.255.255.255/32', '127.255.255.255', false],
];

export const containsAtTheEdges: Check = {
  id: 'contains-edges',
  title: '/0 contains every address, and /32 just one',
  points: 1,
  needs: ['contains'],
  lesson: 'a-block-of-addresses',
  next: 'Which mask belongs to /0? Print the one that your code makes.',
  causes: [shiftBy32],
  play: (stage) => contains(stage, EDGES.map(pair)),
};
