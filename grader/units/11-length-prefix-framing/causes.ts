import { bothBytes, type Cause, countBytes, type Evidence } from '../../vocabulary.ts';

export const littleEndian: Cause = {
  id: 'wrong-byte-order',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || !received || expected.length < 4) return undefined;
    const swapped = Buffer.from(expected);
    swapped.subarray(0, 4).swap32();
    if (!received.equals(swapped)) return undefined;
    return `The length ${expected.readUInt32BE()} went out as ${received.toString('hex', 0, 4)}, its lowest byte first (little-endian). Network byte order puts the highest byte first: ${expected.toString('hex', 0, 4)}.`;
  },
};

export const littleEndianRead: Cause = {
  id: 'wrong-byte-order',
  explain({ facts }) {
    if (facts?.readsTurned !== true) return undefined;
    return 'A frame whose length is turned round, 05 00 00 00, is read as one of 5 bytes, and 00 00 00 05, with its lowest byte first, as one of 83,886,080. Network byte order puts the highest byte first.';
  },
};

export const wholePool: Cause = {
  id: 'whole-array-buffer',
  explain({ facts }) {
    if (facts?.readsOwn !== true || facts.atFirst !== true) return undefined;
    return 'The same bytes are read rightly where they fill an ArrayBuffer of their own. Most chunks are only a part of theirs: chunk.buffer begins and ends somewhere else, byteOffset and length tell where the chunk lies in it.';
  },
  lesson: 'views-and-copies',
};

function threw({ received }: Evidence, name: string): boolean {
  return received !== undefined && 'text' in received && received.text.startsWith(`${name}:`);
}

export const charactersCounted: Cause = {
  id: 'characters-counted',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    const { characters, bytes } = evidence.facts ?? {};
    if (!expected || !received || received.length < 4 || characters === bytes) return undefined;
    if (received.readUInt32BE() !== characters) return undefined;
    return `The header says ${characters}: the payload went through a string, and its characters were counted. It has ${countBytes(Number(bytes))}, and bytes are what the other side counts.`;
  },
};

export const emptyDropped: Cause = {
  id: 'empty-frame-dropped',
  explain({ facts }) {
    if (typeof facts?.wanted !== 'number' || Number(facts.frames) >= facts.wanted) return undefined;
    if (facts.emptyIsDue !== true || (facts.frames === facts.at && facts.wanted > 1))
      return undefined;
    return 'A frame with a length of 0 is missing. It carries no bytes, and is a message all the same.';
  },
};

export const oneFramePerChunk: Cause = {
  id: 'one-frame-per-chunk',
  explain({ facts }) {
    if (typeof facts?.wanted !== 'number' || Number(facts.frames) >= facts.wanted) return undefined;
    if (facts.frames !== 1) return undefined;
    return 'One frame came out of a chunk that held several. The others wait until the next chunk comes, or for ever.';
  },
};

export const chunkForMessage: Cause = {
  id: 'chunk-taken-for-message',
  explain({ facts, received }) {
    if (typeof facts?.wanted !== 'number') return undefined;
    const none = facts.frames === 0;
    const otherBytes = received !== undefined && 'bytes' in received;
    if (!none && !otherBytes) return undefined;
    return none
      ? 'No frame came out of a stream that was cut into chunks, though all of its bytes came. TCP carries bytes, not messages: a frame that is not whole in one chunk is made of several.'
      : 'Each chunk was taken for a message. TCP carries bytes, not messages: where a chunk ends says nothing.';
  },
};

export const leftoverDropped: Cause = {
  id: 'leftover-dropped',
  explain({ facts }) {
    const { frames, wanted, at } = facts ?? {};
    if (typeof wanted !== 'number' || Number(frames) === 0 || Number(at) === 0) return undefined;
    return `The first ${at === 1 ? 'frame is' : `${at} frames are`} right; then the stream went out of step. A chunk ended inside the next frame, and the part of it that had come was dropped.`;
  },
};

export const headerCut: Cause = {
  id: 'header-cut',
  explain({ called, received }) {
    if (!received || !('text' in received) || !/RangeError/.test(received.text)) return undefined;
    if (!/ERR_OUT_OF_RANGE|out of range|outside|bounds/i.test(received.text)) return undefined;
    return `The chunk ended inside the four bytes of the header, and they were read all the same (${called?.split('; ').at(-1)}). Bytes that have not come yet cannot be read.`;
  },
};

export const signedLength: Cause = {
  id: 'signed-length',
  explain(evidence) {
    const length = evidence.facts?.length;
    if (typeof length !== 'number' || length < 0x80000000 || threw(evidence, 'RangeError'))
      return undefined;
    return `${length.toString(16)} was not found to be too long. Read as a signed number it is ${length | 0}, which is less than every limit. A length has no sign: it is a uint32.`;
  },
};

export const allocatedFirst: Cause = {
  id: 'allocated-before-validation',
  explain({ facts }) {
    if (typeof facts?.allocated !== 'number') return undefined;
    return `Four bytes from a stranger made your process set aside ${countBytes(facts.allocated)}. A length is a claim: it is checked before anything is built on it.`;
  },
};

export const recursionPerFrame: Cause = {
  id: 'recursion-per-frame',
  explain({ received }) {
    if (!received || !('text' in received) || !/Maximum call stack/.test(received.text))
      return undefined;
    return 'The call stack overflowed: one call inside another for each frame. How many frames a chunk holds is up to the sender; a loop needs no stack.';
  },
};

export const quadraticCopying: Cause = {
  id: 'quadratic-copying',
  explain({ facts }) {
    if (facts?.reason !== 'busy') return undefined;
    return 'All that had come was copied again for each chunk or each frame: for 512 KiB that come byte by byte these are more than 100,000 MiB. Where each byte is copied once, this takes a moment.';
  },
};

export const viewHandedOut: Cause = {
  id: 'view-handed-out',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || !received || expected.length !== received.length) return undefined;
    if (!received.includes(Buffer.from('eeee', 'hex'))) return undefined;
    return 'The caller wrote ee over its chunk, and your frame changed with it: it is a view of the same memory (subarray), not a copy.';
  },
};

export const keptView: Cause = {
  id: 'view-kept',
  explain({ facts }) {
    if (facts?.wanted !== 2) return undefined;
    return 'What was left over of one chunk had changed when the next came, because the caller had written ee over its chunk. subarray(), and slice() of a Buffer, give views of the same memory, not copies.';
  },
};

export const viewOverwritten: Cause = {
  id: 'view-overwritten',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || !received || expected.length !== received.length) return undefined;
    return 'The frame changed after it had been handed out: a buffer of the decoder that it is a view of was written again for later frames.';
  },
};

export const cutFrameAccepted: Cause = {
  id: 'cut-frame-accepted',
  explain({ facts }) {
    if (typeof facts?.place !== 'number' && facts?.frames === undefined) return undefined;
    return 'The stream ended inside a frame, and that was taken for its regular end. Whoever gets half a message has to be told.';
  },
};

export const sharedState: Cause = {
  id: 'state-shared-by-clients',
  explain({ facts }) {
    if (facts?.interleaved !== true) return undefined;
    return 'Two clients were in the middle of a frame at the same time, and their bytes were put together. What belongs to one stream is kept for each connection by itself.';
  },
};

export const lostFrameAtFin: Cause = {
  id: 'reply-lost-at-half-close',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (evidence.facts?.name !== 'client 3' || !expected || !received) return undefined;
    if (received.length >= expected.length || evidence.facts.ending === 'open') return undefined;
    return 'The client had sent FIN, and your side closed before all was answered. A Node socket does that by itself unless it is told that half-open connections are allowed.';
  },
};

export const goesOnAfterRefusal: Cause = {
  id: 'goes-on-after-refusal',
  explain({ facts, received }) {
    if (facts?.afterRefusal !== true || !received || !('text' in received)) return undefined;
    if (!received.text.startsWith('[')) return undefined;
    return 'The decoder refused a length and then took bytes again. It never learned how far the refused frame reaches, so what it reads now may be the middle of that frame.';
  },
};

export const cutOffAtBrokenEnd: Cause = {
  id: 'cut-off-at-broken-end',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    const { brokenEnd, ending } = evidence.facts ?? {};
    if (brokenEnd !== true || ending === 'open' || !expected || !received) return undefined;
    if (received.length >= expected.length) return undefined;
    return `The stream ended inside a frame, and your side threw away what it had not sent yet of the answer before it: ${countBytes(expected.length - received.length)}. destroy() does that. end() sends FIN behind all that has been written.`;
  },
  next: 'Which answers are owed when the stream ends inside a frame, and what becomes of what still waits to be written?',
};

export const loopWaits: Cause = {
  id: 'loop-waits-for-bytes',
  explain({ facts }) {
    if (facts?.reason !== 'busy') return undefined;
    return 'A chunk may end before its frame does. The rest comes with the next push(), and no push() can come while a loop in this one waits for it.';
  },
  next: 'Which condition keeps your loop going, and what is it where the header has come and the body has not?',
  lesson: 'what-is-left-over',
};

export const copyKeptByFrame: Cause = {
  id: 'copy-kept-by-frame',
  explain({ called, ended }) {
    if (ended?.reason !== 'memory' || !called?.endsWith('push(3,200,000 bytes)')) return undefined;
    return 'A frame that is a view (subarray) keeps all the memory below it alive. Where the rest of the chunk is copied after each frame, each of the 50,000 frames keeps a copy of all that came behind it.';
  },
  next: 'How much memory lies below each frame that you handed out, and how much of it is the frame?',
  lesson: 'views-and-copies',
};
