import net from 'node:net';
import type { Check, Stage } from '../../vocabulary.ts';
import {
  blockMissed,
  blockTooNarrow,
  blockTooWide,
  broadcastIsReserved,
  classAEndsAt126,
  decidedByTheText,
  loopbackOneAddress,
  privateSecondOctet,
  signedFirstOctet,
} from './kind-causes.ts';
import { addressOf, bitsOf, randomAddress } from './oracle.ts';

interface Block {
  kind: string;
  cidr: string;
  first: string;
  last: string;
  /** An address of the block that everybody has seen. */
  known: string;
}

const block = (kind: string, cidr: string, first: string, last: string, known = first): Block => ({
  kind,
  cidr,
  first,
  last,
  known,
});

const PRIVATE: readonly Block[] = [
  block('private', '10.0.0.0/8', '10.0.0.0', '10.255.255.255', '10.0.0.1'),
  block('private', '192.168.0.0/16', '192.168.0.0', '192.168.255.255', '192.168.1.1'),
  block('private', '172.16.0.0/12', '172.16.0.0', '172.31.255.255', '172.16.254.1'),
];

const SPECIAL: readonly Block[] = [
  block('loopback', '127.0.0.0/8', '127.0.0.0', '127.255.255.255', '127.0.0.1'),
  block('this-network', '0.0.0.0/8', '0.0.0.0', '0.255.255.255'),
  block('link-local', '169.254.0.0/16', '169.254.0.0', '169.254.255.255', '169.254.1.1'),
  block('shared', '100.64.0.0/10', '100.64.0.0', '100.127.255.255'),
  block('documentation', '192.0.2.0/24', '192.0.2.0', '192.0.2.255', '192.0.2.1'),
  block('documentation', '198.51.100.0/24', '198.51.100.0', '198.51.100.255', '198.51.100.1'),
  block('documentation', '203.0.113.0/24', '203.0.113.0', '203.0.113.255', '203.0.113.1'),
  block('benchmarking', '198.18.0.0/15', '198.18.0.0', '198.19.255.255'),
  block('multicast', '224.0.0.0/4', '224.0.0.0', '239.255.255.255', '224.0.0.1'),
  block('reserved', '240.0.0.0/4', '240.0.0.0', '255.255.255.254'),
  block('broadcast', '255.255.255.255/32', '255.255.255.255', '255.255.255.255'),
];

/** Registered for single protocols; no word of the list says what they are, so nobody is asked. */
const NOT_ASKED = ['192.0.0.0/24', '192.88.99.0/24'];

const lists = [...PRIVATE, ...SPECIAL].map(({ kind, first, last }) => {
  const list = new net.BlockList();
  list.addRange(first, last, 'ipv4');
  return { kind, list };
});
const notAsked = new net.BlockList();
for (const cidr of NOT_ASKED) notAsked.addSubnet(cidr.replace('/24', ''), 24, 'ipv4');

const kindOf = (address: string) => lists.find(({ list }) => list.check(address))?.kind ?? 'public';

/** The address that many places further on, or undefined at either end of all addresses. */
function further(address: string, places: number): string | undefined {
  const number = Number.parseInt(bitsOf(address), 2) + places;
  return number < 0 || number >= 2 ** 32
    ? undefined
    : addressOf(number.toString(2).padStart(32, '0'));
}

/** A known address of the block first, then its ends, some between, and its neighbours outside. */
function addressesAround({ cidr, first, last, known }: Block, { random }: Stage): string[] {
  const length = Number(cidr.split('/')[1]);
  const between = Array.from({ length: 20 }, () => {
    return addressOf(bitsOf(first).slice(0, length) + bitsOf(randomAddress(random)).slice(length));
  });
  const outside = [further(first, -1), further(last, 1)].filter((one) => one !== undefined);
  return [known, first, last, ...outside, ...between];
}

async function kindsAre(stage: Stage, blocks: readonly Block[]): Promise<void> {
  for (const one of blocks) {
    const addresses = addressesAround(one, stage);
    const answers = await stage.learner.calls(addresses.map((address) => ['ipv4Kind', address]));
    for (const [i, address] of addresses.entries()) {
      const { kind, cidr, first, last, known } = one;
      const knownAs = String(answers[0]?.value);
      const facts = { address, kind, cidr, first, last, known, knownAs };
      answers[i]?.returns(kindOf(address), { facts });
    }
  }
}

/** Texts that begin as this address does, and are none: one mistake each. */
function spoiled(address: string): string[] {
  const three = address.replace(/\.\d+$/, '');
  return [`${three}.256`, `${address}.4`, three, `${three}.01`, `${address} `, `${address}/8`];
}

async function refuses(
  { learner }: Stage,
  name: string,
  asked: string,
  texts: readonly string[],
): Promise<void> {
  const answers = await learner.calls(texts.map((text) => [name, text]));
  for (const [i, text] of texts.entries())
    answers[i]?.throws('TypeError', 'it is no IPv4 address', { noAddress: text, asked });
}

export const privateKinds: Check = {
  id: 'kind-private',
  title: 'ipv4Kind knows the three private blocks, to their edges',
  points: 2,
  needs: ['parses'],
  lesson: 'special-blocks',
  next: 'Where does the block begin and end? Your cidrRange() can tell you.',
  causes: [privateSecondOctet, blockTooNarrow, blockTooWide, blockMissed],
  play: (stage) => kindsAre(stage, PRIVATE),
};

export const specialKinds: Check = {
  id: 'kind-special',
  title: 'ipv4Kind knows the other special blocks, and what is public',
  points: 2,
  needs: ['kind-private', 'refuses-texts'],
  lesson: 'special-blocks',
  next: 'Which line of the table holds this address, and where does that block end?',
  causes: [
    decidedByTheText,
    loopbackOneAddress,
    broadcastIsReserved,
    blockTooNarrow,
    blockTooWide,
    blockMissed,
  ],
  async play(stage) {
    await kindsAre(stage, SPECIAL);
    const addresses = Array.from({ length: 1000 }, () => randomAddress(stage.random)).filter(
      (address) => !notAsked.check(address),
    );
    const answers = await stage.learner.calls(addresses.map((address) => ['ipv4Kind', address]));
    for (const [i, address] of addresses.entries()) answers[i]?.returns(kindOf(address));
    const begun = [...PRIVATE, ...SPECIAL].flatMap(({ known }) => spoiled(known));
    await refuses(stage, 'ipv4Kind', 'kind', ['10.0.0', ...begun]);
  },
};

const CLASSES: [first: number, last: number, name: string][] = [
  [0, 127, 'A'],
  [128, 191, 'B'],
  [192, 223, 'C'],
  [224, 239, 'D'],
  [240, 255, 'E'],
];

export const classes: Check = {
  id: 'classes',
  title: 'ipv4Class goes by the first bits',
  points: 1,
  needs: ['parses', 'refuses-texts'],
  lesson: 'address-classes-are-history',
  next: 'Write the first octet in binary. What do the ones at its start say?',
  causes: [decidedByTheText, classAEndsAt126, signedFirstOctet],
  async play(stage) {
    const { learner, random } = stage;
    const played = CLASSES.flatMap(([first, last, name]) => {
      const octets = [first + 1, ...Array.from({ length: last - first + 1 }, (_, i) => first + i)];
      const rest = () => randomAddress(random).replace(/^\d+/, '');
      return octets.map((octet) => ({ address: `${octet}${rest()}`, name }));
    });
    const answers = await learner.calls(played.map(({ address }) => ['ipv4Class', address]));
    const upperAreA = played.every(({ name }, i) => name === 'A' || answers[i]?.value === 'A');
    for (const [i, { address, name }] of played.entries())
      answers[i]?.returns(name, { facts: { address, upperAreA } });
    const begun = CLASSES.flatMap(([first]) => spoiled(`${first}.1.2.3`));
    await refuses(stage, 'ipv4Class', 'class', ['10.0.0.256', ...begun]);
  },
};
