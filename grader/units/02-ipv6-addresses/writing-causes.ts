import { bothBytes, bothValues, type Cause, type Evidence } from '../../vocabulary.ts';

interface Run {
  start: number;
  length: number;
}

/** What was asked for and what came as texts, and the groups of the address. */
function texts(
  evidence: Evidence,
): { expected: string; received: string; groups: string[] } | undefined {
  const { expected, received } = bothValues(evidence) ?? {};
  const { digits } = evidence.facts ?? {};
  if (typeof expected !== 'string' || typeof received !== 'string') return undefined;
  if (typeof digits !== 'string') return undefined;
  const groups = digits.split(' ').map((group) => Number.parseInt(group, 16).toString(16));
  return { expected, received, groups };
}

function runs(groups: readonly string[]): Run[] {
  const found: Run[] = [];
  for (const [i, group] of groups.entries()) {
    const last = found.at(-1);
    if (group !== '0') continue;
    if (last && last.start + last.length === i) last.length += 1;
    else found.push({ start: i, length: 1 });
  }
  return found;
}

function shortened(groups: readonly string[], { start, length }: Run): string {
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

export const leadingZeros: Cause = {
  id: 'leading-zeros',
  explain(evidence) {
    const { expected, received } = texts(evidence) ?? {};
    if (!received || received === expected) return undefined;
    if (received.replace(/\b0+(?=[\da-f])/gi, '') !== expected) return undefined;
    return 'There are zeros at the left of a group. RFC 5952 drops them all, down to one digit: of 0db8 it writes db8, of 0000 it writes 0.';
  },
};

export const upperCase: Cause = {
  id: 'upper-case',
  explain(evidence) {
    const { expected, received } = texts(evidence) ?? {};
    if (!received || received === expected || received.toLowerCase() !== expected) return undefined;
    return 'The digits a to f are in upper case. Both cases are read, and RFC 5952 writes lower case, so that two texts of one address are equal.';
  },
  next: 'What turns a number into digits in your code, and which letters does that take from ten on?',
};

export const zeroAsNothing: Cause = {
  id: 'zero-as-nothing',
  explain(evidence) {
    const { received, groups } = texts(evidence) ?? {};
    if (!received || !groups || runs(groups).length === 0) return undefined;
    if (groups.map((group) => (group === '0' ? '' : group)).join(':') !== received)
      return undefined;
    return 'All the zeros of a group of zeros were taken away, and nothing is left between its colons. Where that happens, "::" appears where nobody meant it; twice, and no program can read it.';
  },
};

export const singleZeroShortened: Cause = {
  id: 'single-zero-shortened',
  explain(evidence) {
    const { received, groups } = texts(evidence) ?? {};
    if (!received || !groups) return undefined;
    if (!runs(groups).some((run) => run.length === 1 && shortened(groups, run) === received))
      return undefined;
    return 'A single group of zeros was written as "::". It saves one character at most; RFC 5952 forbids it.';
  },
};

export const notShortened: Cause = {
  id: 'not-shortened',
  explain(evidence) {
    const { received, groups } = texts(evidence) ?? {};
    if (!received || groups?.join(':') !== received) return undefined;
    return 'All eight groups are written out. A run of two or more groups of 0 is written as "::".';
  },
};

export const otherRun: Cause = {
  id: 'other-run',
  explain(evidence) {
    const { expected, received, groups } = texts(evidence) ?? {};
    if (!received || !groups) return undefined;
    const all = runs(groups);
    const due = all.find((run) => shortened(groups, run) === expected);
    const taken = all.find((run) => shortened(groups, run) === received);
    if (!due || !taken || due === taken) return undefined;
    if (taken.length === due.length)
      return `Two runs are ${due.length} groups long, and a later one was shortened. Where they are equal it is the first.`;
    return `The run of ${taken.length} was shortened, and the one of ${due.length} written out. The longest is the one to shorten, wherever it stands.`;
  },
};

export const mappedInGroups: Cause = {
  id: 'mapped-in-groups',
  explain(evidence) {
    const { expected, received } = texts(evidence) ?? {};
    if (!expected?.startsWith('::ffff:') || !expected.includes('.')) return undefined;
    if (!received || received.includes('.')) return undefined;
    return 'The address is IPv4-mapped (::ffff:0:0/96): its last four bytes are an IPv4 address, and RFC 5952 recommends to write them as one, so that people recognise it.';
  },
};

export const compatibleInDots: Cause = {
  id: 'other-address-in-dots',
  explain(evidence) {
    const { expected, received } = texts(evidence) ?? {};
    if (!received?.includes('.') || expected?.includes('.')) return undefined;
    return 'The last four bytes were written as an IPv4 address, but this address does not begin as IPv4-mapped ones do, with 80 bits of 0 and 16 bits of 1.';
  },
};

export const sharedBytes: Cause = {
  id: 'shared-bytes',
  explain(evidence) {
    const received = bothBytes(evidence)?.received;
    if (!received || received.toString('hex') !== evidence.facts?.later) return undefined;
    return 'The bytes of the first answer changed with the second call: both calls gave out the same array.';
  },
  next: 'How many arrays does your code make in two calls, and who still holds the first?',
};

export const wholeArrayBuffer: Cause = {
  id: 'whole-array-buffer',
  explain(evidence) {
    const received = bothValues(evidence)?.received;
    if (evidence.facts?.part !== true || typeof received !== 'string') return undefined;
    return 'The same bytes were written right when they had an ArrayBuffer to themselves, and wrong as a part of a larger one. bytes.buffer is the larger one, and its first byte belongs to somebody else: mind bytes.byteOffset.';
  },
  next: 'Where in bytes.buffer do the 16 bytes begin, and how does your code learn that?',
};

export const otherLengthAccepted: Cause = {
  id: 'other-length-accepted',
  explain({ facts, received }) {
    if (typeof facts?.length !== 'number' || !received || !('text' in received)) return undefined;
    if (typeof received.value !== 'string') return undefined;
    return `${facts.length} bytes were written as an address. Bytes were made up or left out on the way, and the text names an interface that nobody meant.`;
  },
};
