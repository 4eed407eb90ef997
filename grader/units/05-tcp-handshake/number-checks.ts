import { bothValues, type Cause, type Check } from '../../vocabulary.ts';

const LENGTHS: readonly [flags: string[], length: number, numbers: number, why: string][] = [
  [['SYN'], 0, 1, 'SYN takes one number'],
  [['FIN', 'ACK'], 0, 1, 'FIN takes one number'],
  [['ACK'], 0, 0, 'an ACK takes none'],
  [['ACK'], 5, 5, 'one for each octet'],
  [['SYN', 'ACK'], 0, 1, 'SYN takes one number'],
  [['ACK', 'FIN'], 5, 6, 'five octets and FIN'],
  [['SYN'], 10, 11, 'SYN and ten octets'],
  [['SYN', 'FIN'], 3, 5, 'SYN, three octets and FIN'],
  [['RST'], 0, 0, 'an RST takes none'],
  [['RST', 'ACK'], 0, 0, 'an RST takes none'],
  [['ACK'], 1460, 1460, 'one for each octet'],
  [[], 0, 0, 'nothing takes none'],
];

const miscounts: Cause = {
  id: 'miscounts-controls',
  explain(evidence) {
    const { expected, received } = bothValues(evidence) ?? {};
    const flags = String(evidence.facts?.flags ?? '').split(',');
    const length = Number(evidence.facts?.length);
    if (typeof received !== 'number' || typeof expected !== 'number') return undefined;
    for (const name of ['FIN', 'SYN']) {
      if (flags.includes(name) && received === expected - 1)
        return `${received} leaves the ${name} without a number. Without one it could not be acknowledged, and nobody would know that it has to be sent again.`;
    }
    if (received <= expected || received > length + flags.length) return undefined;
    return `${received} gives a number to a flag that has none: only SYN and FIN take one. If an ACK took one, it would have to be acknowledged itself.`;
  },
};

export const countsNumbers: Check = {
  id: 'counts-numbers',
  title: 'SYN, FIN and each octet take one number, ACK and RST none',
  points: 1,
  lesson: 'octets-are-numbered-not-packets',
  next: 'What of this segment must the other end be able to acknowledge?',
  causes: [miscounts],
  async play({ learner, random }) {
    const drawn = Array.from({ length: 20 }, (): (typeof LENGTHS)[number] => {
      const length = random.integer(0, 65_495);
      const fin = random.integer(0, 1);
      return [fin ? ['ACK', 'FIN'] : ['ACK'], length, length + fin, 'octets, and FIN'];
    });
    const cases = [...LENGTHS, ...drawn];
    const answers = await learner.calls(
      cases.map(([flags, length]) => ['sequenceLength', { flags, length }]),
    );
    for (const [i, [flags, length, numbers, remark]] of cases.entries()) {
      answers[i]?.returns(numbers, { remark, facts: { flags: flags.join(','), length } });
    }
  },
};

const TOP = 2 ** 32 - 1;
const HALF = 2 ** 31;

const ORDERS: readonly [before: number, after: number][] = [
  [1, 2],
  [TOP, 0],
  [HALF - 1, HALF],
  [TOP - 4, 3],
  [0, HALF - 1],
  [HALF, TOP],
  [HALF + 1, 0],
  [TOP, HALF - 2],
  [4_000_000_000, 5],
  [2_147_483_000, 2_147_484_000],
];

const comparesWithoutTurn: Cause = {
  id: 'compares-without-turn',
  explain(evidence) {
    const { a, b } = evidence.facts ?? {};
    const { received, expected } = bothValues(evidence) ?? {};
    if (typeof a !== 'number' || typeof b !== 'number' || received === expected) return undefined;
    if (received !== a < b) return undefined;
    return `${received} is what ${a} < ${b} gives. After ${TOP} the numbers begin again at 0: they lie on a circle, where what counts is how far it is from one to the other.`;
  },
};

const comparesSigned: Cause = {
  id: 'compares-signed',
  explain(evidence) {
    const { a, b } = evidence.facts ?? {};
    const { received, expected } = bothValues(evidence) ?? {};
    if (typeof a !== 'number' || typeof b !== 'number' || received === expected) return undefined;
    if (received !== (a | 0) < (b | 0)) return undefined;
    return `Read as signed numbers of 32 bits, these are ${a | 0} and ${b | 0}, and ${received} is right for those. Sequence numbers have no sign; it is their distance that may be read with one.`;
  },
};

const equalIsBefore: Cause = {
  id: 'equal-is-before',
  explain({ facts }) {
    if (facts?.a !== facts?.b || facts?.a === undefined) return undefined;
    return 'A number was said to be before itself. An ACK of x has all numbers up to x, without x.';
  },
};

export const ordersNumbers: Check = {
  id: 'orders-numbers',
  title: 'isBefore is right across 2³² − 1 and across 2³¹',
  points: 2,
  lesson: 'the-numbers-go-round',
  next: 'How many steps forward is it from a to b, and how many from b to a?',
  causes: [equalIsBefore, comparesWithoutTurn, comparesSigned],
  async play({ learner, random }) {
    const drawn = Array.from({ length: 200 }, (): [number, number] => {
      const from = random.integer(0, 65_535) * 65_536 + random.integer(0, 65_535);
      return [from, (from + random.integer(1, HALF - 1)) % 2 ** 32];
    });
    const pairs = [...ORDERS, ...drawn];
    const cases = [
      ...pairs.flatMap(([a, b]) => [
        { a, b, is: true },
        ...(a === b ? [] : [{ a: b, b: a, is: false }]),
      ]),
      ...[0, 1, HALF, TOP].map((a) => ({ a, b: a, is: false })),
    ];
    const answers = await learner.calls(cases.map(({ a, b }) => ['isBefore', a, b]));
    for (const [i, { a, b, is }] of cases.entries()) answers[i]?.returns(is, { facts: { a, b } });
  },
};
