import { bothValues, type Cause, type Evidence } from '../../vocabulary.ts';

/** The field that differs, with its layer, where two values or lengths of bytes were compared. */
function differs(evidence: Evidence): {
  layer?: unknown;
  field?: unknown;
  expected?: unknown;
  received?: unknown;
} {
  const { kind, layer, field } = evidence.facts ?? {};
  return kind === 'field' ? { layer, field, ...bothValues(evidence) } : {};
}

export const littleEndianNumber: Cause = {
  id: 'little-endian',
  explain(evidence) {
    const { layer, field, expected, received } = differs(evidence);
    if (typeof expected !== 'number' || typeof received !== 'number') return undefined;
    const bytes = Buffer.alloc(2);
    if (expected > 0xffff) return undefined;
    bytes.writeUInt16BE(expected);
    if (bytes.readUInt16LE() !== received || received === expected) return undefined;
    return `${received} is ${hex(received)}, and ${expected} is ${hex(expected)}: ${layer}.${field} was read low byte first. Headers are big-endian.`;
  },
};

function hex(value: number): string {
  return value.toString(16).padStart(4, '0');
}

export const signedNumber: Cause = {
  id: 'signed-number',
  next: 'Which operators of JavaScript give a signed number of 32 bits, and which does not?',
  explain(evidence) {
    const { layer, field, expected, received } = differs(evidence);
    if (typeof expected !== 'number' || received !== expected - 2 ** 32) return undefined;
    return `${received} and ${expected} have the same 32 bits. ${layer}.${field} is unsigned; JavaScript’s << and | give a signed number, negative where the first bit is 1.`;
  },
};

export const paddingAsPayload: Cause = {
  id: 'padding-as-payload',
  explain({ facts, expected, received }) {
    if (facts?.kind !== 'field' || facts.layer !== 'payload') return undefined;
    if (!expected || !received || !('bytes' in expected) || !('bytes' in received))
      return undefined;
    const more = received.bytes.length - expected.bytes.length;
    const start = Buffer.from(received.bytes.subarray(0, expected.bytes.length));
    if (more <= 0 || !start.equals(expected.bytes)) return undefined;
    return `The last ${more} bytes of your payload lie behind the end that the packet’s own length gives: the card filled the frame up with them.`;
  },
};

export const offsetInUnits: Cause = {
  id: 'offset-in-units-of-8',
  explain(evidence) {
    const { field, expected, received } = differs(evidence);
    if (field !== 'fragmentOffset' || typeof expected !== 'number') return undefined;
    if (received !== expected / 8) return undefined;
    return `${received} is what the field holds. It counts in units of 8 bytes: ${received} · 8 is ${expected}.`;
  },
};

export const tagNotMasked: Cause = {
  id: 'tag-not-masked',
  next: 'Which of the tag’s 16 bits are the VLAN id, and what are the others?',
  explain(evidence) {
    const { layer, field, expected, received } = differs(evidence);
    if (layer !== 'vlan' || field !== 'id' || typeof received !== 'number') return undefined;
    if (received <= 0xfff || received > 0xffff || (received & 0xfff) !== expected) return undefined;
    return `${received} is ${hex(received)}, all 16 bits of the tag. The last 12 are the id, ${hex(received & 0xfff).slice(1)}; priority and the drop eligible indicator stand before it.`;
  },
};

export const exchangedFields: Cause = {
  id: 'exchanged',
  next: 'Which of the two stands first in this header? MAC addresses come in another order than IP addresses and ports.',
  explain({ facts }) {
    const { kind, layer, field, partner } = facts ?? {};
    if (kind !== 'field' || typeof partner !== 'string') return undefined;
    return `What came as ${layer}.${field} is ${layer}.${partner} of this frame.`;
  },
};

/** An address with all its digits: groups of four for IPv6, of two for MAC addresses. */
function inFull(text: string, groups: number, digits: number): string {
  const parts = (half: string) => (half === '' ? [] : half.split(':'));
  const [before = '', after] = text.toLowerCase().split('::');
  const [first, last] = [parts(before), parts(after ?? '')];
  const zeros = after === undefined ? 0 : Math.max(0, groups - first.length - last.length);
  const all = [...first, ...Array.from({ length: zeros }, () => '0'), ...last];
  return all.map((group) => group.padStart(digits, '0')).join(':');
}

export const addressForm: Cause = {
  id: 'address-form',
  next: 'Rule 5 says how addresses are written. How many digits has each group?',
  explain(evidence) {
    const { expected, received } = differs(evidence);
    if (typeof expected !== 'string' || typeof received !== 'string') return undefined;
    const [groups, digits] = expected.length > 17 ? [8, 4] : [6, 2];
    if (!received.includes(':') || inFull(received, groups, digits) !== expected) return undefined;
    return 'It is the right address, written in another form: asked for are all digits, in lower case.';
  },
};

export const behindDatagram: Cause = {
  id: 'udp-length-ignored',
  next: 'Two lengths say here where the datagram ends. Which of them is UDP’s own?',
  explain({ facts }) {
    const { layer, ipHeader, behind20, lengthAt20, expectedBytes, receivedBytes } = facts ?? {};
    if (layer !== 'payload' || ipHeader !== 20 || expectedBytes !== Number(lengthAt20) - 8)
      return undefined;
    if (receivedBytes !== Number(behind20) - 8 || receivedBytes === expectedBytes) return undefined;
    return `UDP’s length is ${lengthAt20}: 8 bytes of header and ${expectedBytes} of message. Your payload goes on to the end of the packet.`;
  },
};
