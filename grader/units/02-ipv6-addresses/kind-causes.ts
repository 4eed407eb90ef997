import { bothValues, type Cause } from '../../vocabulary.ts';

const BLOCKS: Record<string, string> = {
  'ipv4-mapped': '::ffff:0:0/96',
  'link-local': 'fe80::/10, whose first group goes from fe80 to febf',
  'unique-local': 'fc00::/7, whose first group goes from fc00 to fdff',
  multicast: 'ff00::/8, whose first group goes from ff00 to ffff',
  documentation: '2001:db8::/32, or 3fff::/20, whose second group goes up to fff',
  global: '2000::/3, whose first group goes from 2000 to 3fff',
};

/** One documentation block is known, so the order of the rows is right. */
export const documentationBlockMissed: Cause = {
  id: 'documentation-block-missed',
  explain(evidence) {
    const { expected, received } = bothValues(evidence) ?? {};
    const { text, ownKnown, other, otherKnown } = evidence.facts ?? {};
    if (expected !== 'documentation' || received !== 'global') return undefined;
    if (ownKnown !== false || otherKnown !== true) return undefined;
    return `${text} lies in a block for documentation and was taken for global. ${other} is documentation to you: there are two such blocks, and this is the other one.`;
  },
  next: 'Which two blocks has the row "documentation" of the table, and which of them does your code ask for?',
};

export const documentationAsGlobal: Cause = {
  id: 'documentation-as-global',
  explain(evidence) {
    const { expected, received } = bothValues(evidence) ?? {};
    const { ownKnown, otherKnown } = evidence.facts ?? {};
    if (expected !== 'documentation' || received !== 'global') return undefined;
    if (ownKnown !== false || otherKnown !== false) return undefined;
    return `${evidence.facts?.text} lies in a block for documentation, and that block lies in 2000::/3. No address of either documentation block was found in it: where the wider block is asked first, it takes them all.`;
  },
  next: 'Which rows of the table hold this address, and which of them does your code ask first?',
};

export const onlyAPartOfTheBlock: Cause = {
  id: 'part-of-the-block',
  explain(evidence) {
    const { expected, received } = bothValues(evidence) ?? {};
    const block = BLOCKS[String(expected)];
    if (block === undefined || typeof received !== 'string') return undefined;
    const more =
      expected === 'ipv4-mapped'
        ? 'The 96 bits decide, however the 32 behind them are written: in two groups, or in dots.'
        : 'A prefix need not end where a digit does.';
    return `${evidence.facts?.text} was not found in its block, ${block}. ${more}`;
  },
};

export const beyondTheBlock: Cause = {
  id: 'beyond-the-block',
  explain(evidence) {
    const { expected, received } = bothValues(evidence) ?? {};
    const block = typeof received === 'string' ? BLOCKS[received] : undefined;
    // Blocks for documentation do lie in the block of what is global.
    if (block === undefined || (received === 'global' && expected === 'documentation'))
      return undefined;
    return `${evidence.facts?.text} was taken for ${received}, but lies outside of ${block}.`;
  },
};

export const kindOfTheText: Cause = {
  id: 'kind-of-the-text',
  explain(evidence) {
    const { expected, received } = bothValues(evidence) ?? {};
    const { short, shortIsRight, text } = evidence.facts ?? {};
    if (typeof received !== 'string' || received === expected) return undefined;
    if (text !== short && shortIsRight === true)
      return `The kind of ${short} came right, and this is the same address in another spelling. What was compared is the text.`;
    if (expected === 'reserved' && received === 'ipv4-mapped' && /^::ffff:/i.test(String(text)))
      return `The text begins like that of an IPv4-mapped address. But only ${String(text).split(':').length - 2} groups stand behind its "::": ffff is the seventh group here, and in ::ffff:0:0/96 it is the sixth.`;
    if (expected === 'reserved' && /^f[\da-f]{1,2}:/i.test(String(text)))
      return `The text begins like an address of that kind. But a group of less than four digits has zeros in front: the first group is 0${String(text).split(':')[0]?.padStart(3, '0')}.`;
    return undefined;
  },
};

export const anyTextHasAKind: Cause = {
  id: 'kind-without-address',
  next: 'Which text does your parseIpv6() get to see here, and is it asked before your code decides?',
  explain({ facts, received }) {
    if (facts?.noAddress !== true || !received || !('text' in received)) return undefined;
    if (typeof received.value !== 'string') return undefined;
    if (received.value === 'reserved')
      return 'The text is no IPv6 address, and it was given a kind. "reserved" is a kind of address; this is a text that has to be refused.';
    return `The text is no IPv6 address, and it was given a kind: ${received.value}. A part of the text was enough for that.`;
  },
};
