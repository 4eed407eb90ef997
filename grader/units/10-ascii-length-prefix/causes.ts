import {
  bothValues,
  type Cause,
  type Evidence,
  receivedError,
  receivedText,
} from '../../vocabulary.ts';

/** Causes that show in what the decoder hands out. */

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

export const nothingReturned: Cause = {
  id: 'nothing-returned',
  explain({ received }) {
    if (!received || !('text' in received) || received.text !== 'undefined') return undefined;
    return 'push() gave undefined. So does a function that comes to its end without a return, and one whose only return stands in a function inside it.';
  },
  next: 'Which line of push() hands its list to the caller, and is it reached every time?',
};

export const stateOfAnotherDecoder: Cause = {
  id: 'state-shared-by-decoders',
  explain({ facts }) {
    if (typeof facts?.leftBy !== 'string') return undefined;
    return `This decoder is new. Another one had been left before it with ${facts.leftBy}, in the middle of a message, and every stream had come out right until then. What was left over there is in the way of this one: it lies where all decoders share it (a variable of the module, or a static one).`;
  },
  next: 'Where does your decoder keep what is left over, and how many of these are there when there are two decoders?',
  lesson: 'the-end-and-the-client',
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

function texts(evidence: Evidence): { expected: string; received: string } | undefined {
  const { expected, received } = bothValues(evidence) ?? {};
  if (typeof expected !== 'string' || typeof received !== 'string') return undefined;
  return { expected, received };
}

/** The error that the call threw, as `Name: message`, or nothing. */
function errorOf(evidence: Evidence): string {
  return receivedError(evidence) ? receivedText(evidence) : '';
}
