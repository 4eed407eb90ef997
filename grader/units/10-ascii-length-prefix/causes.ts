import { bothValues, type Cause, type Evidence } from '../../vocabulary.ts';

/** Causes that show in what the decoder and the client hand out. */

const REPLACEMENT = '\ufffd';

export const emptyMissing: Cause = {
  id: 'empty-message-missing',
  explain({ facts }) {
    if (facts?.text !== '' || Number(facts.messages) > Number(facts.at)) return undefined;
    return 'The message of length 0 did not come out. It is complete with the last digit of its header: no byte of a body is still to come.';
  },
};

export const charactersTaken: Cause = {
  id: 'characters-taken',
  explain({ facts }) {
    const { text, messages, wanted } = facts ?? {};
    if (typeof text !== 'string' || wanted !== 1 || messages !== 0) return undefined;
    const bytes = Buffer.byteLength(text);
    if (bytes === text.length) return undefined;
    return `"hello" came out, and ${text} did not. Its header says ${bytes}; in a string it has only ${text.length} characters, so whoever waits for ${bytes} of them waits on. The header counts bytes.`;
  },
};

export const chunkForMessage: Cause = {
  id: 'chunk-taken-for-message',
  explain(evidence) {
    const { expected, received } = texts(evidence) ?? {};
    if (!expected || !received?.startsWith(expected)) return undefined;
    if (!/^\d{4}/.test(received.slice(expected.length))) return undefined;
    return 'Behind the first message the header and the body of the next are in the text: all that stood in the chunk was taken for one message. Where a chunk ends says nothing.';
  },
};

export const oneMessagePerChunk: Cause = {
  id: 'one-message-per-chunk',
  explain({ facts }) {
    if (facts?.messages !== 1 || Number(facts.wanted) < 2) return undefined;
    return 'One message came out of a chunk that held several. The others wait until the next chunk comes, or for ever.';
  },
};

export const characterCut: Cause = {
  id: 'character-cut-in-two',
  explain(evidence) {
    const { expected, received } = texts(evidence) ?? {};
    if (received?.includes(REPLACEMENT) && !expected?.includes(REPLACEMENT)) {
      return 'A chunk ended inside a character, and each half was decoded by itself: a half is no character, so U+FFFD (�) takes its place. The header says when all bytes of the text are there.';
    }
    if (/^TypeError: .*encoded data/.test(errorOf(evidence)))
      return 'A chunk ended inside a character, and its half was decoded before the rest had come. The header says when all bytes of the text are there.';
    const { half, rest, inHeader } = evidence.facts ?? {};
    if (half === undefined || inHeader !== false || errorOf(evidence) === '') return undefined;
    return `"hello" was read wherever it was cut. Here a chunk ended inside a character (${half}), and a stream without a fault was refused. Was that chunk made into text before ${rest} came? Half a character becomes U+FFFD there, which is three bytes that nobody sent.`;
  },
  next: 'What do you keep of a chunk until the rest comes, bytes or text?',
  lesson: 'bytes-first-text-last',
};

export const headerCut: Cause = {
  id: 'header-cut',
  explain(evidence) {
    if (evidence.facts?.inHeader !== true || errorOf(evidence) === '') return undefined;
    return 'The chunk ended inside the four bytes of a header, and push() threw: what had come was taken for the whole header. The rest of it comes with the next chunk.';
  },
};

export const partialMessage: Cause = {
  id: 'partial-message',
  explain(evidence) {
    const { expected, received } = texts(evidence) ?? {};
    if (!expected || received === undefined || received === expected) return undefined;
    if (!expected.startsWith(received)) return undefined;
    return `${JSON.stringify(received)} is only the beginning of the message: the part of it that this chunk held. The header had told how long it is.`;
  },
};

export const leftoverDropped: Cause = {
  id: 'leftover-dropped',
  explain(evidence) {
    const { messages, wanted, inHeader } = evidence.facts ?? {};
    const outOfStep = inHeader === false && errorOf(evidence) !== '';
    if (!outOfStep && !(Number(messages) < Number(wanted))) return undefined;
    const seen = outOfStep
      ? 'A stream without a fault was refused'
      : 'All bytes came, and a message is missing';
    return `${seen}. A chunk had ended inside a message, and the part of it that had come was not there any more when the rest came.`;
  },
};

export const cutMessageAccepted: Cause = {
  id: 'cut-message-accepted',
  explain(evidence) {
    if (typeof evidence.facts?.came !== 'number' || errorOf(evidence) !== '') return undefined;
    return 'The stream ended inside a message, and that was taken for its regular end. Whoever gets half a message has to be told.';
  },
};

export const viewKept: Cause = {
  id: 'view-kept',
  explain(evidence) {
    if (evidence.facts?.calledAgain !== undefined) return undefined;
    return 'The caller wrote ee over its chunk as soon as push() had returned, and what was left over of that chunk changed with it. It was a view of the same memory (subarray, or the chunk itself), not a copy.';
  },
};

export const chunkWasAll: Cause = {
  id: 'stopped-before-fin',
  explain(evidence) {
    const { expected, received } = bothValues(evidence) ?? {};
    if (!Array.isArray(expected) || !Array.isArray(received)) return undefined;
    if (received.length >= expected.length) return undefined;
    if (!received.every((text, i) => text === expected[i])) return undefined;
    const read =
      received.length === 0
        ? `None of the ${expected.length} messages that the server sent was handed out.`
        : `${received.length} of ${expected.length} messages were read, and those are right.`;
    return `${read} The server sent ${received.length === 0 ? 'them all' : 'the others as well'}: only its FIN says that no more will come.`;
  },
};

export const sharedState: Cause = {
  id: 'state-shared-by-calls',
  explain({ facts }) {
    if (facts?.atOnce !== true) return undefined;
    return 'Two calls were in the middle of a message at the same time, each with a server of its own, and one of them did not get what its server had sent. What is left over belongs to one stream: each connection needs a decoder of its own.';
  },
  next: 'Where does your decoder live, and how many connections does it serve?',
};

export const sentBeforeChecking: Cause = {
  id: 'sent-before-checking',
  explain({ facts }) {
    if (typeof facts?.sentBefore !== 'number') return undefined;
    return 'The first text was on its way before the second was found to be too long. The server has got half of what the caller asked for, and the caller is told that it failed.';
  },
  next: 'When do you know that all of the texts are short enough, and what has been sent by then?',
  lesson: 'ten-thousand-bytes',
};

export const nothingChecked: Cause = {
  id: 'refusal-swallowed',
  explain({ facts, received }) {
    if (facts?.bad === undefined || !received || !('value' in received)) return undefined;
    if (!Array.isArray(received.value)) return undefined;
    return 'The decoder refuses this stream, and the promise resolved all the same: the error got lost between the two.';
  },
};

export const waitedForFin: Cause = {
  id: 'waited-for-fin',
  explain({ facts }) {
    if (facts?.reason !== 'unsettled') return undefined;
    return 'The stream was broken, and the promise stayed pending: it waits for a FIN that the server has no reason to send. Nothing that could still come would mend the stream.';
  },
  next: 'When does your decoder see what has come: with each chunk, or when the stream is over?',
};

export const leftOpen: Cause = {
  id: 'socket-left-open',
  explain({ facts }) {
    if (facts?.leftOpen !== true) return undefined;
    return 'The promise was rejected, and the socket lives on: it goes on taking what nobody will read, as long as the server likes.';
  },
};

function texts(evidence: Evidence): { expected: string; received: string } | undefined {
  const { expected, received } = bothValues(evidence) ?? {};
  if (typeof expected !== 'string' || typeof received !== 'string') return undefined;
  return { expected, received };
}

/** The error that the call threw, as `Name: message`, or nothing. */
function errorOf({ received }: Evidence): string {
  if (!received || !('text' in received)) return '';
  return typeof received.value === 'object' && received.value !== null && 'kinds' in received.value
    ? received.text
    : '';
}
