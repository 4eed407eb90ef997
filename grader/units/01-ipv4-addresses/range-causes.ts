import { bothValues, type Cause, type Evidence, receivedError } from '../../vocabulary.ts';
import { bitsOf } from './oracle.ts';

/** What cidrRange() gave, as far as it has the right shape. */
function range(evidence: Evidence): {
  network: unknown;
  broadcast: unknown;
  hosts: unknown;
  base: string;
  length: number;
} | null {
  const received = bothValues(evidence)?.received;
  const { base, length } = evidence.facts ?? {};
  if (typeof received !== 'object' || received === null || !('hosts' in received)) return null;
  if (!('network' in received && 'broadcast' in received)) return null;
  return { ...received, base: String(base), length: Number(length) };
}

/** What cidrRange() was to give. */
function expectedNetwork(evidence: Evidence): unknown {
  const expected = bothValues(evidence)?.expected;
  const known = typeof expected === 'object' && expected !== null && 'network' in expected;
  return known ? expected.network : undefined;
}

export const extraProperty: Cause = {
  id: 'extra-property',
  explain(evidence) {
    const { expected, received } = bothValues(evidence) ?? {};
    if (!(expected instanceof Object) || !(received instanceof Object) || receivedError(evidence))
      return undefined;
    const right = Object.entries(expected).every(
      ([key, value]) => Reflect.get(received, key) === value,
    );
    const extra = Object.keys(received).filter((key) => !(key in expected));
    if (!right || extra.length === 0) return undefined;
    const names = extra.map((key) => `"${key}"`).join(', ');
    return `The three values are right, and ${names} is there besides. The promise is network, broadcast and hosts, and no other property.`;
  },
  next: 'Who asked for the property that nobody promised? Look at item 7 of the lesson.',
};

export const oneErrorForTwo: Cause = {
  id: 'one-error-for-two',
  explain(evidence) {
    const came = `${evidence.facts?.dueError}, ${receivedError(evidence)?.name}`;
    if (came === 'RangeError, TypeError')
      return 'It was refused, with the error for a wrong form. This one is well written: its number is too large.';
    if (came === 'TypeError, RangeError')
      return 'It was refused, with the error for a number too large. Here the spelling is wrong, whatever the number.';
    return undefined;
  },
  next: 'Which two kinds of mistakes does the lesson tell apart (item 8), and which one is this?',
};

export const networkIsBase: Cause = {
  id: 'network-is-base',
  explain(evidence) {
    const came = range(evidence);
    if (!came || came.network !== came.base || expectedNetwork(evidence) === came.base)
      return undefined;
    return `${came.base} was given back as it stood before the slash. In the first address of a block all ${32 - came.length} bits behind the prefix are 0.`;
  },
};

export const allAddressesCounted: Cause = {
  id: 'all-addresses-counted',
  explain(evidence) {
    const came = range(evidence);
    if (!came || came.hosts !== 2 ** (32 - came.length) || came.length > 30) return undefined;
    return `${came.hosts} is the number of all addresses. Two of them no host can have: the first stands for the network, the last for everybody in it.`;
  },
};

export const signedNetwork: Cause = {
  id: 'signed-network',
  explain(evidence) {
    const error = receivedError(evidence);
    const network = String(expectedNetwork(evidence));
    if (!error) return undefined;
    const signed = Number.parseInt(bitsOf(network), 2) - 2 ** 32;
    if (!new RegExp(`(?<!\\d)${signed}(?!\\d)`).test(error.message)) return undefined;
    return `${signed} is ${network} less 2**32: the same 32 bits, read as a signed number. The result of & is signed in JavaScript, and the first address of this block begins with a 1; only the result of >>> is not.`;
  },
  next: 'Which sign has the number that you make of base and mask, and what takes it away?',
  lesson: 'four-bytes-one-number',
};

export const hostsByShift: Cause = {
  id: 'hosts-by-shift',
  explain(evidence) {
    const came = range(evidence);
    const shifted = came ? 1 << (32 - came.length) : 0;
    if (!came || came.length > 1 || (came.hosts !== shifted - 2 && came.hosts !== shifted))
      return undefined;
    return `1 << ${32 - came.length} is ${shifted} in JavaScript: a shift has 32 bits, one of them a sign, and takes its distance modulo 32. ${came.hosts} came of that.`;
  },
  next: 'How large can the result of a shift get, and how large a number?',
};

export const minusTwoAlways: Cause = {
  id: 'minus-two-always',
  explain(evidence) {
    const came = range(evidence);
    if (!came || came.length < 31) return undefined;
    const size = 2 ** (32 - came.length);
    if (came.hosts !== size - 2 && came.hosts !== 0) return undefined;
    return `Network and broadcast were taken off a block of ${size === 1 ? 'one address' : 'two addresses'}. A /31 is a link with two ends and a /32 a single host: each address of them is a host's.`;
  },
};

/** The block that was accepted, if one was that had to be refused. */
function accepted(evidence: Evidence): { cidr: string; prefix: string | undefined } | undefined {
  const { cidr, refused } = evidence.facts ?? {};
  const received = bothValues(evidence)?.received;
  const came =
    typeof received === 'boolean' || (received instanceof Object && !receivedError(evidence));
  if (refused !== true || typeof cidr !== 'string' || !came) return undefined;
  return { cidr, prefix: cidr.split('/')[1] };
}

export const addressNotRead: Cause = {
  id: 'address-not-read',
  explain(evidence) {
    const { notRead, block, elsewhere } = evidence.facts ?? {};
    const received = bothValues(evidence)?.received;
    if (typeof notRead !== 'string' || typeof received !== 'boolean') return undefined;
    const others = elsewhere === true ? ' With other blocks such a text was refused.' : '';
    return `${block} is a block, and ${JSON.stringify(notRead)} is no address; the answer was ${received} all the same.${others} A block contains addresses: what is none is refused before anything is compared, even where the comparison would need no bit of it.`;
  },
  next: 'Which way does your code go for this prefix length, and on which line of it is the second text read?',
};

export const longPrefix: Cause = {
  id: 'prefix-too-long',
  explain(evidence) {
    const prefix = accepted(evidence)?.prefix;
    if (prefix === undefined || !/^[1-9]\d*$/.test(prefix) || Number(prefix) <= 32)
      return undefined;
    return `A prefix of ${prefix} bits was accepted, and an address has 32. A shift takes what it gets modulo 32, so that no number looks wrong to it.`;
  },
};

export const missingSlash: Cause = {
  id: 'missing-slash-accepted',
  explain(evidence) {
    const came = accepted(evidence);
    if (!came || came.prefix !== undefined) return undefined;
    return 'An address alone was taken for a block. Python reads it as a /32, others by its old class; the lesson has it refused, so that nobody has to guess.';
  },
};

/** The number that the prefix was taken for, as far as the number of hosts tells it. */
function takenFor(evidence: Evidence, numbers: readonly number[]): number | undefined {
  const hosts = range(evidence)?.hosts;
  return numbers.find((number) => {
    const size = 2 ** (32 - number);
    return hosts === size || hosts === size - 2;
  });
}

export const emptyPrefix: Cause = {
  id: 'empty-prefix-as-zero',
  explain(evidence) {
    if (accepted(evidence)?.prefix !== '' || takenFor(evidence, [0]) === undefined)
      return undefined;
    return "Behind the slash stands nothing, and Number('') is 0: your block is a /0, which contains every address there is.";
  },
};

export const prefixByParseInt: Cause = {
  id: 'prefix-by-parse-int',
  explain(evidence) {
    const prefix = accepted(evidence)?.prefix ?? '';
    const parsed = Number.parseInt(prefix, 10);
    if (Number(prefix) === parsed || takenFor(evidence, [parsed]) === undefined) return undefined;
    return `${JSON.stringify(prefix)} was read as ${parsed}: parseInt() takes the digits at the start and drops the rest without a word.`;
  },
};

export const prefixByNumber: Cause = {
  id: 'prefix-by-number',
  explain(evidence) {
    const prefix = accepted(evidence)?.prefix;
    if (prefix === undefined || takenFor(evidence, [Number(prefix)]) === undefined)
      return undefined;
    return `${JSON.stringify(prefix)} was read as ${Number(prefix)}, which it is to Number(). A prefix length is written in digits from 0 to 9 and nothing else, without a leading zero.`;
  },
};
