import { bothBytes, type Cause, characterCutInTwo } from '../../vocabulary.ts';

const NUL = 0x00;
const CASE_BIT = 0x20;

export const zeroByteAsEnd: Cause = {
  id: 'zero-byte-as-end',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || !received || received.length >= expected.length) return undefined;
    const at = expected.indexOf(NUL);
    if (at < 0 || received.includes(NUL)) return undefined;
    if (!received.subarray(0, at).equals(expected.subarray(0, at))) return undefined;
    const zeros = expected.filter((byte) => byte === NUL).length;
    return `All is right up to byte ${at}, which is 00. That byte is missing, and no 00 came back at all, of ${zeros.toLocaleString('en-US')} that were sent. A zero byte ends a text in C; in a stream it is a byte like any other.`;
  },
};

export const caseBitOfEveryByte: Cause = {
  id: 'case-bit-of-every-byte',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!evidence.sent || !expected || !received || received.equals(expected)) return undefined;
    const sent = Buffer.from(evidence.sent);
    if (!Buffer.from(sent.map((byte) => byte & ~CASE_BIT)).equals(received)) return undefined;
    const at = sent.findIndex((_, i) => received[i] !== expected[i]);
    return `${hex(sent[at])} came back as ${hex(received[at])}: the bit 20 was taken from it, as if it were a letter. That bit tells small letters from capitals among the letters alone; only 61 to 7a were to change.`;
  },
};

export const echoedAsText: Cause = { ...characterCutInTwo, lesson: 'bytes-not-strings' };

function hex(byte = 0): string {
  return byte.toString(16).padStart(2, '0');
}
