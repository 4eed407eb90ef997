import { bothValues, type Cause, type Evidence } from '../../vocabulary.ts';

function wordsOf(hex: string): number[] {
  return hex.match(/.{1,4}/g)?.map((word) => Number.parseInt(word.padEnd(4, '0'), 16)) ?? [];
}

function turned(sum: number): number {
  return (sum & 0xffff) ^ 0xffff;
}

function folded(sum: number): number {
  let all = sum;
  while (all > 0xffff) all = (all & 0xffff) + Math.floor(all / 0x10000);
  return all;
}

function add(words: readonly number[]): number {
  return words.reduce((sum, word) => sum + word, 0);
}

/** The bytes whose checksum was asked for, with what came and what is right. */
function summed(
  evidence: Evidence,
): { hex: string; expected: number; received: number } | undefined {
  const { expected, received } = bothValues(evidence) ?? {};
  const { hex } = evidence.facts ?? {};
  if (typeof expected !== 'number' || typeof received !== 'number' || typeof hex !== 'string')
    return undefined;
  return { hex, expected, received };
}

export const oneFoldOnly: Cause = {
  id: 'one-fold-only',
  explain(evidence) {
    const { hex, received } = summed(evidence) ?? {};
    if (hex === undefined || received === undefined) return undefined;
    const sum = add(wordsOf(hex));
    const once = (sum & 0xffff) + (sum >>> 16);
    if (once <= 0xffff || (received !== turned(once) && received !== 0xffff - once))
      return undefined;
    return `The words add up to ${sum.toString(16)}. With its carry at the low end that is ${once.toString(16)}, which has carried again, and that second carry is missing from your sum.`;
  },
};

export const bytesSwapped: Cause = {
  id: 'bytes-swapped',
  explain(evidence) {
    const { expected, received } = summed(evidence) ?? {};
    if (expected === undefined || received === undefined) return undefined;
    const swapped = ((expected & 0xff) << 8) | (expected >> 8);
    if (received !== swapped || swapped === expected) return undefined;
    return `${hex4(received)} is ${hex4(expected)} with its two bytes exchanged: each pair was read low byte first (little-endian). On the wire the high byte comes first.`;
  },
};

export const oddByteDropped: Cause = {
  id: 'odd-byte-dropped',
  explain(evidence) {
    const { hex, received } = summed(evidence) ?? {};
    if (hex === undefined || hex.length % 4 === 0) return undefined;
    if (received !== turned(folded(add(wordsOf(hex.slice(0, -2)))))) return undefined;
    return `${hex4(received)} is the checksum of all bytes but the last, ${hex.slice(-2)}. The bytes are odd in number, and the one that is left over counts too.`;
  },
};

export const oddByteLow: Cause = {
  id: 'odd-byte-low',
  explain(evidence) {
    const { hex, received } = summed(evidence) ?? {};
    if (hex === undefined || hex.length % 4 === 0) return undefined;
    const last = hex.slice(-2);
    const low = add(wordsOf(hex.slice(0, -2))) + Number.parseInt(last, 16);
    if (received !== turned(folded(low))) return undefined;
    return `The last byte, ${last}, was added as 00${last}. It is the high half of a word whose other half is a zero: ${last}00.`;
  },
};

export const notTurnedOver: Cause = {
  id: 'not-complemented',
  explain(evidence) {
    const { expected, received } = summed(evidence) ?? {};
    if (expected === undefined || received !== (expected ^ 0xffff)) return undefined;
    return `${hex4(received)} is the sum. The checksum is that with all bits turned over: ${hex4(expected)}.`;
  },
};

export const turnedTooMany: Cause = {
  id: 'turned-32-bits',
  explain(evidence) {
    const { expected, received } = summed(evidence) ?? {};
    if (expected === undefined || received === undefined || received >= 0) return undefined;
    if ((received & 0xffff) !== expected) return undefined;
    return `The last 16 bits of ${received} are ${hex4(expected)}, and right. ~ turns over all 32 bits of a number in JavaScript, and the first of them is a sign.`;
  },
  next: 'How many bits has the checksum, and what becomes of those above them?',
};

function hex4(value: number | undefined): string {
  return (value ?? 0).toString(16).padStart(4, '0');
}

/** The field of a frame that differs, in hex. */
function framed(
  evidence: Evidence,
): { field: string; expected: string; received: string } | undefined {
  const { kind, field, expectedHex, receivedHex } = evidence.facts ?? {};
  if (kind !== 'frame' || typeof field !== 'string') return undefined;
  return { field, expected: String(expectedHex), received: String(receivedHex) };
}

export const littleEndianField: Cause = {
  id: 'little-endian',
  explain(evidence) {
    const { field, expected, received } = framed(evidence) ?? {};
    if (!expected || expected === received) return undefined;
    if (Buffer.from(expected, 'hex').reverse().toString('hex') !== received) return undefined;
    return `In ${field} stands ${received} where ${expected} is due: the same bytes, the low one first. Headers are big-endian.`;
  },
};

export const lengthWithoutHeader: Cause = {
  id: 'length-without-header',
  explain(evidence) {
    const { field, received } = framed(evidence) ?? {};
    const { messageBytes } = evidence.facts ?? {};
    if (typeof messageBytes !== 'number' || received === undefined) return undefined;
    const length = Number.parseInt(received, 16);
    if (field === 'UDP’s length' && length === messageBytes)
      return `${length} is the length of the message. UDP’s length counts its own 8 bytes of header too.`;
    if (field === 'IPv4’s total length' && length === messageBytes + 8)
      return `${length} is the length of the UDP datagram. IPv4’s total length counts its own 20 bytes of header too.`;
    return undefined;
  },
};

export const zeroSent: Cause = {
  id: 'zero-sent',
  explain(evidence) {
    const { field, expected, received } = framed(evidence) ?? {};
    if (field !== 'UDP’s checksum' || expected !== 'ffff' || received !== '0000') return undefined;
    return 'The checksum of this datagram is computed to 0, and 0 was sent. To the receiver that says that there is no checksum, so it would not look.';
  },
};

export const noPseudoHeader: Cause = {
  id: 'no-pseudo-header',
  explain(evidence) {
    const { field, received } = framed(evidence) ?? {};
    const { plain } = evidence.facts ?? {};
    if (
      field !== 'UDP’s checksum' ||
      typeof plain !== 'number' ||
      received !== hex4(plain || 0xffff)
    )
      return undefined;
    return `${received} is the checksum of the UDP header and the message alone. The pseudo-header is missing: both addresses, the protocol, and UDP’s length once more.`;
  },
};

export const noLimit: Cause = {
  id: 'larger-than-the-mtu',
  explain({ facts }) {
    const { tooLarge, came } = facts ?? {};
    if (typeof tooLarge !== 'number' || typeof came !== 'number' || came === 0) return undefined;
    return `A frame of ${came} bytes came. Ethernet carries 1,500 in a frame beside its header; IP would have to cut this packet, and encapsulate makes no fragments.`;
  },
};

export const notRangeError: Cause = {
  id: 'no-range-error',
  next: 'Of which class is the error that rule 4 asks for?',
  explain({ facts }) {
    const { tooLarge, threw } = facts ?? {};
    if (typeof tooLarge !== 'number' || typeof threw !== 'string' || threw === '') return undefined;
    return `The message was refused, as it should be, but by an error of another class: ${threw}.`;
  },
};

export const padded: Cause = {
  id: 'padding-added',
  next: 'Who fills short frames up on their way to the cable? Rule 2 says where this frame ends.',
  explain({ facts }) {
    const { kind, more, zeros } = facts ?? {};
    if (kind !== 'frame-longer' || zeros !== true) return undefined;
    return `The frame is right up to the end of the message, and ${more} zeros stand behind it. Padding is the card’s business.`;
  },
};

export const exchangedField: Cause = {
  id: 'exchanged',
  next: 'Which of the two stands first in this header? MAC addresses come in another order than IP addresses and ports.',
  explain(evidence) {
    const { field, expected, received } = framed(evidence) ?? {};
    const { partner, partnerHex } = evidence.facts ?? {};
    if (!received || received !== partnerHex || received === expected) return undefined;
    return `Where ${field} is due stands what belongs to ${partner}.`;
  },
};

export const pseudoLength: Cause = {
  id: 'pseudo-header-length',
  explain(evidence) {
    const { field, received } = framed(evidence) ?? {};
    const { messageBytes, lengthOfMessage, lengthOfPacket, lengthLeftOut } = evidence.facts ?? {};
    if (field !== 'UDP’s checksum' || typeof messageBytes !== 'number') return undefined;
    const lengths: [unknown, string][] = [
      [lengthOfMessage, `${messageBytes}, the length of the message,`],
      [lengthOfPacket, `${messageBytes + 28}, the length of the packet,`],
      [lengthLeftOut, '0'],
    ];
    const [, what] = lengths.find(([sum]) => hex4(Number(sum) || 0xffff) === received) ?? [];
    if (what === undefined) return undefined;
    return `${received} is what comes out with ${what} as the pseudo-header’s length. It is UDP’s length: the 8 bytes of its header and the message, ${messageBytes + 8}.`;
  },
};
