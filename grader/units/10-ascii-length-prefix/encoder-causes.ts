import { bothBytes, type Cause, countBytes, type Evidence } from '../../vocabulary.ts';

/** Causes that show in the bytes of an encoded message. */

export const charactersCounted: Cause = {
  id: 'characters-counted',
  explain(evidence) {
    const { bytes, codeUnits, characters } = evidence.facts ?? {};
    const said = headerOf(evidence);
    if (bytes === undefined || said === bytes) return undefined;
    const units = said === codeUnits;
    if (!units && said !== characters) return undefined;
    const counted = units ? 'UTF-16 code units, which is what length counts' : 'characters';
    return `The header says ${said}: ${counted}. The body has ${countBytes(Number(bytes))}, and bytes are what the other side counts.`;
  },
};

export const headerCounted: Cause = {
  id: 'header-counted',
  explain(evidence) {
    const bytes = Number(evidence.facts?.bytes);
    if (headerOf(evidence) !== bytes + 4) return undefined;
    return `The header says ${bytes + 4}, four more than the body has: it counts itself. It tells how many bytes come after it.`;
  },
};

export const unpadded: Cause = {
  id: 'header-not-padded',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    const digits = String(evidence.facts?.bytes);
    if (!expected || !received || digits.length >= 4) return undefined;
    if (!received.equals(Buffer.concat([Buffer.from(digits), expected.subarray(4)])))
      return undefined;
    return `The header is ${countBytes(digits.length)} long. The reader takes four, and so the first of the text with it: each header has four digits, with zeros in front.`;
  },
};

export const blanksInFront: Cause = {
  id: 'blanks-in-front',
  explain(evidence) {
    const { received } = bothBytes(evidence) ?? {};
    const digits = String(evidence.facts?.bytes);
    if (received?.toString('latin1', 0, 4) !== digits.padStart(4)) return undefined;
    return 'The header is filled up with blanks (20). Blanks are no digits: zeros (30) belong there.';
  },
};

export const limitInCharacters: Cause = {
  id: 'limit-in-characters',
  explain({ facts, received }) {
    const { tooLong, codeUnits } = facts ?? {};
    if (!received || !('bytes' in received) || Number(codeUnits) > 9999) return undefined;
    return `This text has ${Number(codeUnits).toLocaleString('en-US')} UTF-16 code units, which is less than 10,000, and ${countBytes(Number(tooLong))}. The four digits hold the number of bytes, so that is what has a limit.`;
  },
};

export const fiveDigits: Cause = {
  id: 'five-digits',
  explain({ facts, received }) {
    const digits = String(facts?.tooLong);
    if (!begins(received, digits)) return undefined;
    return `The header has ${digits.length} digits: ${digits}. The reader takes four of them, ${digits.slice(0, 4)}, and the next one for the first byte of the text. padStart() makes a text longer, never shorter.`;
  },
};

export const cutOffDigits: Cause = {
  id: 'digits-cut-off',
  explain({ facts, received }) {
    if (!received || !('bytes' in received) || facts?.tooLong === undefined) return undefined;
    if (received.bytes.length !== Number(facts.tooLong) + 4) return undefined;
    const said = Buffer.from(received.bytes).toString('latin1', 0, 4);
    return `All ${countBytes(Number(facts.tooLong))} went out behind a header that says ${said}. The reader takes that many, and reads headers from the rest.`;
  },
};

export const textCut: Cause = {
  id: 'text-cut',
  explain({ facts, received }) {
    if (!received || !('bytes' in received) || facts?.tooLong === undefined) return undefined;
    if (received.bytes.length > 10_003 || !/^\d{4}$/.test(headerText(received.bytes)))
      return undefined;
    return `The message holds ${countBytes(received.bytes.length - 4)} of the text, and the rest is gone. Neither side is told that something is missing.`;
  },
};

export const refusedTheLargest: Cause = {
  id: 'largest-refused',
  explain({ expected, received }) {
    if (!expected || !('bytes' in expected) || expected.bytes.length !== 10_003) return undefined;
    if (!received || !('text' in received) || !/^\w*Error/.test(received.text)) return undefined;
    return 'A body of 9,999 bytes was refused. Four digits hold that number: it is the largest, and is allowed.';
  },
};

export const scratchReused: Cause = {
  id: 'buffer-reused',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (evidence.facts?.calledAgain !== true || !expected || !received) return undefined;
    return 'The first message changed when the second was made: both lie in the same memory, which encodeMessage writes again at each call.';
  },
};

/** What the header says, where it is four digits. */
function headerOf(evidence: Evidence): number | undefined {
  const { received } = bothBytes(evidence) ?? {};
  const said = received ? headerText(received) : '';
  return /^[0-9]{4}$/.test(said) ? Number(said) : undefined;
}

function headerText(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 4)).toString('latin1');
}

function begins(received: Evidence['received'], text: string): boolean {
  if (!received || !('bytes' in received)) return false;
  return Buffer.from(received.bytes.subarray(0, text.length)).equals(Buffer.from(text));
}
