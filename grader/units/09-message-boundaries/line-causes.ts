import { bothValues, type Cause, type Evidence } from '../../vocabulary.ts';

/** Misconceptions of readLines, and how they show. */

function bothLists(evidence: Evidence): { expected: string[]; received: string[] } | undefined {
  const { expected, received } = bothValues(evidence) ?? {};
  if (!isTexts(expected) || !isTexts(received)) return undefined;
  return { expected, received };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function same(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, i) => text === other[i]);
}

export const emptyLineDropped: Cause = {
  id: 'empty-line-dropped',
  explain(evidence) {
    const { expected, received } = bothLists(evidence) ?? {};
    if (!expected || !received || !expected.includes('')) return undefined;
    if (!same(expected.filter(Boolean), received)) return undefined;
    return 'The empty lines are missing. An empty line is a line: in HTTP it is the one that ends the header.';
  },
};

export const emptyLineAdded: Cause = {
  id: 'empty-line-added',
  explain(evidence) {
    const { expected, received } = bothLists(evidence) ?? {};
    if (!expected || !received || !same([...expected, ''], received)) return undefined;
    return 'There is an empty line too many at the end. A \\n ends a line, it does not begin one: behind the last there is nothing, and nothing is no line.';
  },
};

export const lastLineDropped: Cause = {
  id: 'last-line-dropped',
  explain(evidence) {
    const { expected, received } = bothLists(evidence) ?? {};
    if (!expected || !received || expected.length === 0) return undefined;
    if (!same(expected.slice(0, -1), received)) return undefined;
    return `The last line, ${JSON.stringify(expected.at(-1))}, is missing: no \\n came behind it, and FIN did. The end of the stream ends a line too.`;
  },
};

export const loneCarriageReturn: Cause = {
  id: 'lone-cr-ends-line',
  explain(evidence) {
    const { expected, received } = bothLists(evidence) ?? {};
    const joined = expected?.join('\n') ?? '';
    if (!received || !joined.includes('\r')) return undefined;
    const bare = (text: string) => text.replace(/[\r\n]/g, '');
    if (bare(received.join('')) !== bare(joined)) return undefined;
    return 'A \\r stood there without a \\n behind it, and was taken for the end of a line, or left out. Only together with a \\n it belongs to the end; otherwise it is a byte of the line like any other.';
  },
};

export const otherSeparator: Cause = {
  id: 'other-separator',
  explain(evidence) {
    const { expected, received } = bothLists(evidence) ?? {};
    if (!expected || !received || received.length <= expected.length) return undefined;
    const other = /[\v\f\x85\u2028\u2029]/;
    if (!expected.some((text) => other.test(text)) || received.some((text) => other.test(text)))
      return undefined;
    return 'Unicode has more characters that may end a line on paper (U+2028 is one). In a protocol of lines, \\n alone does.';
  },
};

export const carriageReturnLeft: Cause = {
  id: 'carriage-return-left',
  explain(evidence) {
    const { expected, received } = bothLists(evidence) ?? {};
    if (!expected || !received || same(expected, received)) return undefined;
    const rid = (texts: readonly string[]) => texts.map((text) => text.replace(/^\r|\r$/g, ''));
    if (!received.some((text) => /^\r|\r$/.test(text))) return undefined;
    const cut =
      same(rid(received), expected) ||
      same(rid(received).filter(Boolean), expected.filter(Boolean));
    if (!cut) return undefined;
    return 'A \\r was left in a line: \\r came at the end of one chunk, and \\n at the beginning of the next. The end of a line can be cut in two like everything else.';
  },
};

export const characterCut: Cause = {
  id: 'character-cut-in-two',
  explain(evidence) {
    const { expected, received } = bothLists(evidence) ?? {};
    const count = (texts: readonly string[]) => texts.join('').split('\ufffd').length;
    if (!expected || !received || count(received) <= count(expected)) return undefined;
    return 'U+FFFD (�) is what a decoder puts where bytes make no character. A chunk ended inside a character, and each half was decoded by itself. Bytes that belong together have to be together before they become text.';
  },
};

export const chunkForLine: Cause = {
  id: 'chunk-taken-for-line',
  explain(evidence) {
    const { expected, received } = bothLists(evidence) ?? {};
    if (!expected || !received || Number(evidence.facts?.chunks) < 2) return undefined;
    if (received.join('') !== expected.join('') || received.length <= expected.length)
      return undefined;
    return 'Where a chunk ended, a line was ended. TCP carries bytes, not lines: what stands behind the last \\n of a chunk is the beginning of a line whose rest is still to come.';
  },
};

export const lineStartDropped: Cause = {
  id: 'line-start-dropped',
  explain(evidence) {
    const { expected, received } = bothLists(evidence) ?? {};
    if (!expected || !received || Number(evidence.facts?.chunks) < 2) return undefined;
    if (received.join('').length >= expected.join('').length) return undefined;
    return 'A part of a line is missing. What stands behind the last \\n of a chunk is the beginning of a line whose rest is still to come: it has to be somewhere until then.';
  },
};

export const limitIgnored: Cause = {
  id: 'limit-ignored',
  explain({ facts, received }) {
    const limit = facts?.limit;
    if (facts?.tooLong !== true || facts.characters === true) return undefined;
    if (facts.reason === 'unsettled') {
      return `${facts.came} bytes of a line came, ${limit} are allowed, and your code waits for its end. The end is what never comes: whoever sends a for ever fills your memory with one line.`;
    }
    if (received && 'text' in received && /^\w*Error/.test(received.text)) return undefined;
    return `A line of more than ${limit} bytes was handed out: maxLineLength is ${limit}.`;
  },
};

export const limitInCharacters: Cause = {
  id: 'limit-in-characters',
  explain({ facts }) {
    if (facts?.tooLong !== true || facts.characters !== true) return undefined;
    return '你好 is two characters and six bytes. The limit is there for your memory and for the other side, and both count bytes.';
  },
};

export const limitCountsEnd: Cause = {
  id: 'limit-counts-the-end',
  explain({ facts, received }) {
    if (facts?.tooLong !== false || facts.lines === true) return undefined;
    if (!received || !('text' in received) || !/^RangeError/.test(received.text)) return undefined;
    return 'A line of exactly the largest length was refused: its end, \\n or \\r\\n, was counted with it. A \\r behind it may belong to the end; the byte after it tells.';
  },
};

export const limitOnChunk: Cause = {
  id: 'limit-on-the-chunk',
  explain({ facts, received }) {
    if (facts?.tooLong !== false || facts.lines !== true) return undefined;
    if (!received || !('text' in received) || !/^RangeError/.test(received.text)) return undefined;
    return 'No line was too long. Many short ones came in one chunk, and their lengths were taken together.';
  },
};

export const wrongError: Cause = {
  id: 'no-range-error',
  explain({ facts, received }) {
    if (facts?.tooLong !== true || !received || !('text' in received)) return undefined;
    if (!/^\w*Error/.test(received.text)) return undefined;
    return 'It failed, and not with a RangeError: whoever reads lines has to tell a line that is too long from a connection that broke.';
  },
};

export const loopDestroyedSocket: Cause = {
  id: 'loop-destroyed-socket',
  explain({ facts }) {
    if (facts?.destroyed !== true) return undefined;
    return 'When the loop over your lines was left, the socket was destroyed. A plain for await over a socket does that at break, return and throw: it takes the socket for its own.';
  },
};

export const restOfLinesLost: Cause = {
  id: 'rest-of-lines-lost',
  explain({ facts }) {
    if (facts?.destroyed !== false) return undefined;
    return 'Both functions read the same stream, and the second did not go on where the first had stopped. What is left over belongs to the socket, and not to one of those who read from it.';
  },
};

export const resetAsEnd: Cause = {
  id: 'reset-as-end',
  explain({ facts, received }) {
    if (facts?.lines !== true || facts.reset !== true) return undefined;
    if (!received || !('text' in received) || /^\w*Error/.test(received.text)) return undefined;
    return 'The connection was broken off, and the iteration went on as if the stream had ended regularly. Whoever reads to the end takes what came for all there was.';
  },
};

export const promiseOfLines: Cause = {
  id: 'promise-of-lines',
  explain({ facts }) {
    if (facts?.promiseOfLines !== true) return undefined;
    return 'readLines gave a promise. A loop can begin with an iterable only: an async function gives a promise, an async generator (async function*) gives the iterable itself.';
  },
};
