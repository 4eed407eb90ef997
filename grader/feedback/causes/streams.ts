import { countBytes, firstDifference } from '../bytes.ts';
import { bothBytes, type Cause } from '../evidence.ts';

/** Causes that show in the bytes of a stream, or in the order of its events. */

export const addedNewline: Cause = {
  id: 'added-newline',
  explain(evidence) {
    const bytes = bothBytes(evidence);
    if (!bytes) return undefined;
    const [expected, received] = [
      bytes.expected.toString('latin1'),
      bytes.received.toString('latin1'),
    ];
    const count = (text: string) => text.match(/\n/g)?.length ?? 0;
    const bare = (text: string) => text.replace(/[\r\n]/g, '');
    if (count(received) <= count(expected) || !bare(expected).startsWith(bare(received)))
      return undefined;
    return 'A newline (0a) came that nobody sent: it was added to the answer. A stream carries just the bytes that are written, and a newline is one of them.';
  },
};

export const strippedNewline: Cause = {
  id: 'stripped-newline',
  explain(evidence) {
    const bytes = bothBytes(evidence);
    if (!bytes || bytes.received.length >= bytes.expected.length) return undefined;
    const expected = bytes.expected.toString('latin1');
    if (
      !/\s/.test(expected) ||
      expected.replace(/\s/g, '') !== bytes.received.toString('latin1').replace(/\s/g, '')
    ) {
      return undefined;
    }
    return 'Only white space is missing. Newlines and blanks are bytes like all others; something like trim() took them away.';
  },
};

export const stoppedAfterFirstChunk: Cause = {
  id: 'stopped-after-first-chunk',
  explain(evidence) {
    const { received, expected } = bothBytes(evidence) ?? {};
    const { heardBefore = 0, answersAtFin } = evidence.facts ?? {};
    if (!received || !expected || received.length >= expected.length || answersAtFin === true)
      return undefined;
    const first = Number(heardBefore) + received.length;
    if (first === 0 || !expected.subarray(0, received.length).equals(received)) return undefined;
    return `The first ${countBytes(first)} are right, and nothing came after them: that is the first chunk of the stream. More chunks follow, as many as the network likes, until FIN.`;
  },
};

export const answeredOnlyAtFin: Cause = {
  id: 'answered-only-at-fin',
  explain(evidence) {
    const bytes = bothBytes(evidence);
    if (!bytes || bytes.received.length > 0 || evidence.facts?.ending !== 'open') return undefined;
    if (evidence.facts.answersAtFin !== true) return undefined;
    return 'Nothing came until the grader sent FIN; then all came at once. Someone who waits for your answer before sending more would wait for ever.';
  },
};

export const replyLostAtHalfClose: Cause = {
  id: 'reply-lost-at-half-close',
  explain(evidence, { events }) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || !received || received.length >= expected.length) return undefined;
    if (evidence.facts?.ending !== 'fin') return undefined;
    const name = String(evidence.facts.name);
    const ours = events.findLast(({ kind, from }) => kind === 'fin' && from === name);
    const theirs = events.findLast(({ kind, to }) => kind === 'fin' && to === name);
    if (!ours || !theirs || theirs.at_us < ours.at_us) return undefined;
    const after = ((theirs.at_us - ours.at_us) / 1000).toFixed(1);
    return `Your side closed ${after} ms after ours did, before it had answered. A Node socket does that by itself unless it is told that half-open connections are allowed.`;
  },
};

export const replyToWrongPeer: Cause = {
  id: 'reply-to-wrong-peer',
  explain(evidence) {
    const { received } = bothBytes(evidence) ?? {};
    const name = evidence.facts?.name;
    if (!received || name === undefined) return undefined;
    const others = [...received.toString('latin1').matchAll(/client \d+/g)].map(([other]) => other);
    const other = others.find((found) => found !== name && !String(name).startsWith(found));
    if (!other) return undefined;
    return `${name} received bytes that ${other} had sent. Each connection is a conversation of its own: what is kept for one must not be kept where all of them share it.`;
  },
};

export const oneClientAtATime: Cause = {
  id: 'one-client-at-a-time',
  explain({ facts, received }) {
    if (facts?.ending !== 'open' || typeof facts.whileOpen !== 'string') return undefined;
    if (!received || !('bytes' in received) || received.bytes.length > 0) return undefined;
    return `${facts.name} got no answer while ${facts.whileOpen} was connected. The kernel had accepted it, so it waits in silence until somebody serves it.`;
  },
};

export const droppedPartOfChunk: Cause = {
  id: 'dropped-part-of-a-chunk',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || !received || received.length === 0 || received.length >= expected.length)
      return undefined;
    const at = firstDifference(expected, received);
    const rest = received.subarray(at, at + 32);
    const goesOn = rest.length === 32 ? expected.indexOf(rest, at) : -1;
    if (goesOn < 0) return undefined;
    return `${countBytes(at)} are right; then ${countBytes(goesOn - at)} are missing, and the stream goes on behind them. A chunk may be longer than what you take of it, and what is not taken is gone.`;
  },
};

export const noFin: Cause = {
  id: 'no-fin',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || !received?.equals(expected) || evidence.facts?.ending !== 'open')
      return undefined;
    return 'All bytes came, but no FIN: whoever reads to the end on the other side cannot know that this was all.';
  },
};

export const ignoresBackpressure: Cause = {
  id: 'ignores-backpressure',
  explain({ facts }) {
    if (typeof facts?.taken !== 'number') return undefined;
    return `Your server took ${countBytes(facts.taken)} from a client that read nothing of its answers. They wait in your process's memory: write() said false each time, which means: no more for now.`;
  },
};
