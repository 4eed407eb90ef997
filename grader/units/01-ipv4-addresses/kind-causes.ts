import { bothValues, type Cause, type Evidence } from '../../vocabulary.ts';

interface Told {
  expected: string;
  received: string;
  address: string;
  kind: string;
  cidr: string;
  first: string;
  last: string;
  known: string;
  knownAs: string;
}

/** What was expected and received for an address at or in a block, and what a known one got. */
function told(evidence: Evidence): Told | undefined {
  const { expected, received } = bothValues(evidence) ?? {};
  const facts = evidence.facts ?? {};
  if (typeof expected !== 'string' || typeof received !== 'string') return undefined;
  if (facts.known === undefined) return undefined;
  const of = (name: string) => String(facts[name]);
  return {
    expected,
    received,
    address: of('address'),
    kind: of('kind'),
    cidr: of('cidr'),
    first: of('first'),
    last: of('last'),
    known: of('known'),
    knownAs: of('knownAs'),
  };
}

/** The address belongs to the block and was missed, though a known one of the block was not. */
function tooNarrow(evidence: Evidence): Told | undefined {
  const came = told(evidence);
  if (!came || came.expected !== came.kind || came.knownAs !== came.kind) return undefined;
  return came.received === came.kind ? undefined : came;
}

export const privateSecondOctet: Cause = {
  id: 'private-only-172-16',
  explain(evidence) {
    const came = tooNarrow(evidence);
    if (came?.cidr !== '172.16.0.0/12') return undefined;
    return `${came.known} is private to you, and ${came.address} is not. The prefix of 172.16.0.0/12 ends in the middle of the second octet: 16 to 31 all begin with the bits 0001.`;
  },
};

export const loopbackOneAddress: Cause = {
  id: 'loopback-one-address',
  explain(evidence) {
    const came = tooNarrow(evidence);
    if (came?.cidr !== '127.0.0.0/8') return undefined;
    return `${came.known} is loopback to you, and ${came.address} is not. 127.0.0.1 is the one in use; but all 16,777,216 addresses of 127.0.0.0/8 are the host's own.`;
  },
};

export const blockTooNarrow: Cause = {
  id: 'block-too-narrow',
  explain(evidence) {
    const came = tooNarrow(evidence);
    if (!came) return undefined;
    return `${came.known} is ${came.kind} to you, and ${came.address} is not. Both are in ${came.cidr}, which reaches from ${came.first} to ${came.last}.`;
  },
};

export const blockTooWide: Cause = {
  id: 'block-too-wide',
  explain(evidence) {
    const came = told(evidence);
    if (!came || came.received !== came.kind || came.expected === came.kind) return undefined;
    return `${came.address} is outside of ${came.cidr}, which reaches from ${came.first} to ${came.last}: your block is larger.`;
  },
};

export const broadcastIsReserved: Cause = {
  id: 'broadcast-is-reserved',
  explain(evidence) {
    const came = told(evidence);
    if (came?.expected !== 'broadcast' || came.received !== 'reserved') return undefined;
    return 'The last address of all is in 240.0.0.0/4, and has a block of its own too, with 32 bits. Where two blocks hold an address, the one with the longer prefix says what it is.';
  },
};

export const blockMissed: Cause = {
  id: 'block-missed',
  explain(evidence) {
    const came = told(evidence);
    if (!came || came.expected !== came.kind || came.knownAs === came.kind) return undefined;
    return `${came.known} is in ${came.cidr}, which is ${came.kind}, from ${came.first} to ${came.last}. To you it is ${came.knownAs}.`;
  },
};

export const signedFirstOctet: Cause = {
  id: 'signed-first-octet',
  explain({ facts }) {
    if (facts?.upperAreA !== true) return undefined;
    return `Every address from 128.0.0.0 on came out as A, and all others are right. With >> the first octet of ${facts.address} is ${Number.parseInt(String(facts.address), 10) - 256}, less than 128; >>> gives it without the sign.`;
  },
};

export const classAEndsAt126: Cause = {
  id: 'class-a-ends-at-126',
  explain(evidence) {
    const { expected, received } = bothValues(evidence) ?? {};
    const { address } = evidence.facts ?? {};
    if (expected !== 'A' || typeof received !== 'string' || received === 'A') return undefined;
    if (!String(address).startsWith('127.')) return undefined;
    return '127 is 01111111 in binary: it begins with 0, as all of class A. That 127.0.0.0/8 is the loopback block is another matter; the class goes by the bits alone.';
  },
};

export const decidedByTheText: Cause = {
  id: 'decided-by-the-text',
  explain(evidence) {
    const { noAddress, asked } = evidence.facts ?? {};
    const received = bothValues(evidence)?.received;
    if (typeof noAddress !== 'string' || typeof received !== 'string') return undefined;
    return `${JSON.stringify(noAddress)} is no address, and has no ${asked}. It begins as an address does whose ${asked} is ${received}, and that was enough.`;
  },
  next: 'Who refuses a text that is no address, and is that asked before your code decides?',
  lesson: 'which-texts-are-addresses',
};
