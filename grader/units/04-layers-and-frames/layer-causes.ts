import type { Cause } from '../../vocabulary.ts';

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

export const headerTakenAsFixed: Cause = {
  id: 'fixed-header',
  explain({ facts }) {
    const { kind, layer, field, expectedBytes, receivedBytes, payloadRight } = facts ?? {};
    if (kind !== 'field' || field !== 'options' || receivedBytes !== 0 || payloadRight)
      return undefined;
    const [name, words] = layer === 'tcp' ? ['Data offset', 'TCP'] : ['IHL', 'IPv4'];
    return `${name} is ${5 + Number(expectedBytes) / 4} here, so the ${words} header has ${20 + Number(expectedBytes)} bytes and ${expectedBytes} of them are options. Your header ends after 20, and what is behind it was read as data.`;
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

export const firstFragmentRefused: Cause = {
  id: 'first-fragment-refused',
  next: 'Where is the rest of this datagram, and who puts it together?',
  explain({ facts, received }) {
    const { kind, fragmentField, lengthAt20, behind20 } = facts ?? {};
    const isFirst = (Number(fragmentField) & 0x3fff) === 0x2000;
    if (kind !== 'layers' || !isFirst || !received || !('text' in received)) return undefined;
    if (!/^FrameError.*udp:/.test(received.text)) return undefined;
    return `More fragments follow this one. UDP’s length is ${lengthAt20} and ${behind20} bytes of the datagram are here: that is no contradiction, the others come in the next packets.`;
  },
};

export const optionsLeftOut: Cause = {
  id: 'options-left-out',
  next: 'Where do the options of this header begin, and where does the header end?',
  explain({ facts }) {
    const { kind, field, expectedBytes, receivedBytes, payloadRight } = facts ?? {};
    if (kind !== 'field' || field !== 'options' || receivedBytes !== 0 || payloadRight !== true)
      return undefined;
    return `Your payload begins where it should, so the header’s length was read. Its options are the ${expectedBytes} bytes between the first 20 and its end; yours have none.`;
  },
};

export const transportAt20: Cause = {
  id: 'transport-at-byte-20',
  next: 'Where does the IPv4 header end here, and where does your UDP header begin?',
  explain({ facts, received }) {
    const { kind, field, ipAt, ipHeader, portAt20, lengthAt20, behind20 } = facts ?? {};
    if (typeof ipHeader !== 'number' || ipHeader <= 20) return undefined;
    if (!received || !('text' in received)) return undefined;
    const length = Number(lengthAt20);
    const refused =
      kind === 'layers' &&
      /^FrameError: udp\b/.test(received.text) &&
      (length < 8 || length > Number(behind20));
    const read =
      kind === 'field' &&
      ((field === 'length' && received.text === String(lengthAt20)) ||
        (field === 'sourcePort' && received.text === String(portAt20)));
    if (!refused && !read) return undefined;
    return `IHL is ${ipHeader / 4} here: the header has ${ipHeader} bytes, and UDP begins at byte ${Number(ipAt) + ipHeader}. At byte ${Number(ipAt) + 20} stand options; read as UDP, their length would be ${lengthAt20}.`;
  },
};

export const secondTagIgnored: Cause = {
  id: 'second-tag-ignored',
  next: 'Which EtherType stands at byte 16, behind the first tag?',
  explain({ facts }) {
    const { kind, expectedLayers, receivedLayers } = facts ?? {};
    const tags = (names: unknown) => String(names).split('vlan').length - 1;
    if (kind !== 'layers' || tags(expectedLayers) !== 2 || tags(receivedLayers) !== 1)
      return undefined;
    return 'Behind the first tag the EtherType is 8100 again: a second tag stands there, and the EtherType of the packet is behind that one.';
  },
};

export const noEmptyPayload: Cause = {
  id: 'no-empty-payload',
  next: 'Which layers end with a payload, and does rule 7 ask how long it is?',
  explain({ facts }) {
    const { kind, expectedLayers, receivedLayers } = facts ?? {};
    if (kind !== 'layers' || expectedLayers !== `${receivedLayers}, payload`) return undefined;
    return 'The payload is missing. This one has no bytes, but rule 7 says of it: "It may have no bytes, but is always there."';
  },
};

export const flagsInOffset: Cause = {
  id: 'flags-in-the-offset',
  next: 'How many of these 16 bits are the offset, and what are the others?',
  explain({ facts }) {
    const { fragmentField, rightOffset, receivedOffset } = facts ?? {};
    const [field, right, came] = [
      Number(fragmentField),
      Number(rightOffset),
      Number(receivedOffset),
    ];
    if (!(came > right)) return undefined;
    const bits = [0x7fff, 0xffff, 0x3fff, 0x5fff].map((mask) => field & mask);
    if (!bits.some((value) => came === value || came === value * 8)) return undefined;
    return `Your fragmentOffset is ${came}. The 16 bits are ${field.toString(16).padStart(4, '0')}, and the first three of them are flags (DF is 4000, MF 2000): they were read as a part of the offset, which is ${right}.`;
  },
};
