import { bothBytes, bothValues, type Cause } from '../../vocabulary.ts';
import { crc32 } from './wire.ts';

export const littleEndianNumber: Cause = {
  id: 'little-endian-number',
  explain(evidence) {
    const both = bothBytes(evidence);
    if (!both || both.expected.length !== both.received.length || both.expected.length < 7)
      return undefined;
    const { expected, received } = both;
    const number = expected.readUInt16BE(5);
    if (number === received.readUInt16BE(5) || number !== received.readUInt16LE(5))
      return undefined;
    return `The number ${number} is there with its bytes in the other order: ${received.subarray(5, 7).toString('hex')}. On the network the most significant byte goes first.`;
  },
  next: 'In which order do your calls write the bytes of a number, and in which does the drawing have them?',
};

export const littleEndianSum: Cause = {
  id: 'little-endian-sum',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || !received || expected.length < 7 || received.length !== expected.length)
      return undefined;
    if (!received.subarray(4).equals(expected.subarray(4))) return undefined;
    const [sum, came] = [expected.readUInt32BE(0), received.readUInt32LE(0)];
    if (sum !== came || sum === received.readUInt32BE(0)) return undefined;
    return 'The CRC-32 is right, and its four bytes stand in the other order. On the network the most significant byte goes first, of every number.';
  },
  next: 'In which order do your calls write the bytes of a number, and in which does the drawing have them?',
};

export const viewForgotten: Cause = {
  id: 'view-forgotten',
  explain({ facts }) {
    if (facts?.onlyWhole !== true) return undefined;
    return 'None of these segments was found, and the one that fills an ArrayBuffer of its own was. A Buffer is mostly a view onto a part of a larger ArrayBuffer: its .buffer is all of that, and begins with other bytes.';
  },
  next: 'Which part of its ArrayBuffer does a Buffer show? Which of its properties say so?',
};

export const bareHeaderRefused: Cause = {
  id: 'bare-header-refused',
  explain({ facts }) {
    if (facts?.onlyLonger !== true) return undefined;
    return 'Segments with a payload were found, and none of those without: they have 7 bytes, which is a whole header. Every ACK is such a segment, and so is an empty message.';
  },
  next: 'How short may a segment be, and what does your comparison say of one that is just as short?',
};

/** Of a damaged segment that was taken, which bit was flipped. */
function taken(evidence: Parameters<Cause['explain']>[0]): number | undefined {
  const { bit, known } = evidence.facts ?? {};
  const values = bothValues(evidence);
  if (typeof bit !== 'number' || known !== true || typeof values?.received !== 'object')
    return undefined;
  return bit;
}

export const noChecksum: Cause = {
  id: 'no-checksum',
  explain(evidence) {
    const bit = taken(evidence);
    if (bit === undefined || bit >= 32) return undefined;
    return `Bit ${bit} belongs to the CRC-32 itself. It was flipped, and the segment was taken all the same: the sum was not compared with anything.`;
  },
};

export const checksumOfPayload: Cause = {
  id: 'checksum-of-payload-only',
  explain(evidence) {
    const both = bothBytes(evidence);
    if (!both || both.received.length < 7) return undefined;
    const { received } = both;
    if (received.readUInt32BE(0) !== crc32(received.subarray(7))) return undefined;
    return 'The first four bytes are the CRC-32 of the payload alone. A flipped bit in the kind or the number would go unseen, and a wrong number is worse than a wrong payload: it puts right bytes in a wrong place.';
  },
};

export const tookUnknownKind: Cause = {
  id: 'unknown-kind-taken',
  explain(evidence) {
    const { known } = evidence.facts ?? {};
    const values = bothValues(evidence);
    if (known !== false || typeof values?.received !== 'object') return undefined;
    return 'The sum fits, and the kind is one that this protocol has not. Some later version may have it: whoever does not know it has to leave it alone.';
  },
};
