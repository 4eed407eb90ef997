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

export const fieldSummed: Cause = {
  id: 'checksum-field-not-zeroed',
  explain(evidence) {
    const { layer, field, expected, received } = differs(evidence);
    if (layer !== 'ipv4' || field !== 'checksum' || expected !== 'ok' || received !== 'wrong')
      return undefined;
    return 'This header is right: over its 20 bytes as they stand, internetChecksum gives 0. Only over a header whose checksum field is zeroed first does it give the value of that field.';
  },
};

export const noPseudoHeaderRead: Cause = {
  id: 'pseudo-header-not-summed',
  explain(evidence) {
    const { layer, field, expected, received } = differs(evidence);
    if (layer !== 'udp' && layer !== 'tcp') return undefined;
    if (field !== 'checksum' || expected !== 'ok' || received !== 'wrong') return undefined;
    return `This checksum is right, and covers more than the ${String(layer).toUpperCase()} header and the data: the pseudo-header comes first, with both IP addresses, the protocol and the length.`;
  },
};

export const headerTakenAsFixed: Cause = {
  id: 'fixed-header',
  explain({ facts }) {
    const { kind, layer, field, expectedBytes, receivedBytes } = facts ?? {};
    if (kind !== 'field' || field !== 'options' || receivedBytes !== 0) return undefined;
    const [name, words] = layer === 'tcp' ? ['Data offset', 'TCP'] : ['IHL', 'IPv4'];
    return `${name} is ${5 + Number(expectedBytes) / 4} here, so the ${words} header has ${20 + Number(expectedBytes)} bytes and ${expectedBytes} of them are options. Your header ends after 20, and what is behind it was read as data.`;
  },
};

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

export const tagIgnored: Cause = {
  id: 'tag-ignored',
  explain({ facts }) {
    const { kind, expectedLayers, receivedLayers } = facts ?? {};
    if (kind !== 'layers' || !String(expectedLayers).includes('vlan') || receivedLayers === '')
      return undefined;
    if (String(receivedLayers).includes('vlan')) return undefined;
    return 'The EtherType is 8100: a VLAN tag of 4 bytes stands here, and the EtherType of the packet behind it. Your layers have no tag.';
  },
};

export const fragmentReadAsTransport: Cause = {
  id: 'ports-from-a-later-fragment',
  explain({ facts }) {
    const { kind, expectedLayers, receivedLayers } = facts ?? {};
    if (kind !== 'layers' || expectedLayers !== 'ethernet, ipv4, payload') return undefined;
    if (!/udp|tcp/.test(String(receivedLayers))) return undefined;
    return 'The fragment offset is not 0: these bytes come from the middle of a packet. Its ports stand in the first fragment; here somebody’s data was read as a header.';
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

export const lengthCountsHeader: Cause = {
  id: 'payload-length-with-header',
  explain({ facts, received }) {
    const { kind, layer, field, expectedBytes, receivedBytes } = facts ?? {};
    const short = kind === 'field' && layer === 'payload' && field === 'bytes';
    if (short && Number(expectedBytes) > 0 && Number(receivedBytes) === 0)
      return 'Nothing is left of the payload. IPv6’s payload length counts what follows the 40 bytes of header, and not the header itself, as IPv4’s total length does.';
    if (kind !== 'layers' || !received || !('text' in received)) return undefined;
    if (!received.text.startsWith('FrameError')) return undefined;
    return 'This packet is whole. IPv6’s payload length counts what follows the 40 bytes of header; IPv4’s total length counts its header too.';
  },
};

export const zeroInIpv6: Cause = {
  id: 'absent-in-ipv6',
  explain(evidence) {
    const { layer, field, expected, received } = differs(evidence);
    if (layer !== 'udp' || field !== 'checksum') return undefined;
    if (expected !== 'wrong' || received !== 'absent') return undefined;
    return 'Over IPv4, a field of 0 says that there is no checksum. Over IPv6 UDP must have one: IP itself checks nothing there.';
  },
};

export const rangeErrorEscapes: Cause = {
  id: 'range-error-escapes',
  explain({ facts }) {
    if (facts?.kind !== 'refusal' || facts.rangeError !== true) return undefined;
    return 'That is Node’s own RangeError, from a read behind the end of a buffer. It came by accident: whoever catches it cannot tell a bad frame from a bug.';
  },
};

export const lengthNotChecked: Cause = {
  id: 'length-believed',
  explain({ facts }) {
    const { kind, cut, noError, what } = facts ?? {};
    if (kind !== 'refusal' || noError !== true || cut !== false) return undefined;
    return `The frame has ${what}, and was decoded all the same. What a field says about lengths and versions is a claim: compare it with the bytes that are there.`;
  },
};

export const cutNotNoticed: Cause = {
  id: 'cut-not-noticed',
  explain({ facts }) {
    if (facts?.kind !== 'refusal' || facts.noError !== true || facts.cut !== true) return undefined;
    return 'The frame ends too early, and nobody said so: subarray() gives what is there, however little, and an index behind the end gives undefined.';
  },
};

export const wrongLayerNamed: Cause = {
  id: 'another-layer-named',
  next: 'Which header, or which length in it, did not fit the bytes that were there?',
  explain({ facts }) {
    if (facts?.kind !== 'refusal' || facts.name !== 'FrameError') return undefined;
    return 'It is a FrameError, but its message begins with the name of another layer, or with none. Which one could not be read?';
  },
};

export const checksumNotVerified: Cause = {
  id: 'checksum-not-verified',
  explain({ facts }) {
    const { kind, layer, covered, threw } = facts ?? {};
    if (kind !== 'flip' || covered !== true || threw === true) return undefined;
    const whose = layer === 'ipv4' ? 'IPv4’s header checksum' : 'The checksum of UDP or TCP';
    return `${whose} covers this byte and does not fit any more, but your layers do not say so.`;
  },
};

export const answeredBroken: Cause = {
  id: 'answered-a-broken-frame',
  explain({ facts }) {
    if (facts?.answeredBroken !== true) return undefined;
    return 'What came has the identification of the frame that was sent before this one: it was answered, though it should have been dropped.';
  },
};

export const answeredToItself: Cause = {
  id: 'not-exchanged',
  explain({ facts }) {
    if (facts?.sameWay !== true) return undefined;
    return 'The MAC addresses are those of the question, in the same places: this frame would travel to your own host once more.';
  },
};

export const keptPadding: Cause = {
  id: 'padding-as-payload',
  explain({ facts }) {
    if (typeof facts?.longer !== 'number' || facts.longer <= 0) return undefined;
    return `The message that came back is ${facts.longer} bytes longer than the one that was sent.`;
  },
};
