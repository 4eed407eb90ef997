import { bothBytes, type Cause, receivedError } from '../../vocabulary.ts';

export const groupsSwapped: Cause = {
  id: 'groups-swapped',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    if (!expected || received?.length !== 16 || !Buffer.from(received).swap16().equals(expected))
      return undefined;
    return 'Each group is there with its two bytes the wrong way round. In an address the upper byte of a group comes first (network byte order). Methods with LE in their name write the lower one first, and so does a Uint16Array on most processors.';
  },
};

export const zerosAtTheEnd: Cause = {
  id: 'zeros-at-the-end',
  explain(evidence) {
    const { expected, received } = bothBytes(evidence) ?? {};
    const [before = '', after = ''] = String(evidence.facts?.text).split('::');
    const count = [before, after].map((side) => (side === '' ? 0 : side.split(':').length));
    const [head = 0, tail = 0] = count;
    if (!expected || received?.length !== 16 || tail === 0) return undefined;
    const packed = Buffer.alloc(16);
    expected.copy(packed, 0, 0, 2 * head);
    expected.copy(packed, 2 * head, 16 - 2 * tail);
    if (!packed.equals(received)) return undefined;
    return 'The groups behind the "::" were put directly behind those before it, and the zeros at the end. The "::" is where the zeros belong: what follows it ends with the last byte.';
  },
};

export const oneGroupRefused: Cause = {
  id: 'one-group-refused',
  explain({ facts, received }) {
    const groups = String(facts?.text).split(':').filter(Boolean).length;
    if (
      groups !== 7 ||
      !received ||
      !('text' in received) ||
      !received.text.startsWith('TypeError')
    )
      return undefined;
    return 'Seven groups are there, so the "::" stands for one. It may: "one or more groups", says RFC 4291. That nobody should write a single group so is a rule for writers.';
  },
};

/** The IPv4 address at the end of the text that was played. */
function tailOf(text: unknown): string | undefined {
  return /[\d.]+$/.exec(String(text))?.[0];
}

export const tailAsHex: Cause = {
  id: 'tail-as-hex',
  explain(evidence) {
    const received = bothBytes(evidence)?.received;
    const tail = tailOf(evidence.facts?.text);
    if (!tail || received?.length !== 16) return undefined;
    const first = tail.split('.')[0] ?? '';
    if (received.readUInt16BE(14) !== Number.parseInt(first, 16)) return undefined;
    return `${tail} was taken for one group: its bytes are those of ${first}, read as hexadecimal digits up to the first dot. It is four decimal numbers, a byte each, and they fill two groups.`;
  },
};

export const tailRefused: Cause = {
  id: 'tail-refused',
  explain({ facts, received }) {
    const tail = tailOf(facts?.text);
    if (!tail || !received || !('text' in received) || !received.text.startsWith('TypeError'))
      return undefined;
    return `The text ends in an IPv4 address (${tail}), and was refused. The last 32 bits of every address may be written so.`;
  },
};

/** A text that breaks the rules in one way was read all the same. */
function accepted(breach: string, text: string): Cause {
  return {
    id: `${breach}-accepted`,
    explain({ facts, received }) {
      return facts?.breach === breach && received && 'bytes' in received ? text : undefined;
    },
  };
}

export const COLONS_ACCEPTED = [
  accepted(
    'second-double-colon',
    'Nobody can tell from this text how many groups of 0 each "::" stands for. The bytes that came back are a guess, and another program may guess otherwise.',
  ),
  accepted(
    'empty-group',
    'Between two colons, or beside a colon at the end, there was nothing, and nothing was read as a group. (An empty piece of split(":") becomes 0 in Number(""), and NaN in parseInt, which is stored as 0.)',
  ),
  accepted(
    'nothing-left',
    'All eight groups were there, and a "::" that stands for no group was read all the same. RFC 4291 says "one or more".',
  ),
  accepted('too-many', 'More groups than an address has were read; some of them are lost.'),
  accepted('too-few', 'Groups are missing, no "::" stands for them, and they were made up.'),
];

export const CHARACTERS_ACCEPTED = [
  accepted(
    'five-digits',
    'A group with more than four digits was read. Its number can need more than 16 bits, of which the upper ones are lost; and with leading zeros one address has spellings without end.',
  ),
  accepted(
    'other-character',
    'A character that is no hexadecimal digit was passed over or taken for a digit. parseInt reads as far as it can and forgets the rest; Number reads signs and 0x.',
  ),
  accepted('space', 'The text has white space in it, which was passed over.'),
  accepted(
    'brackets',
    'The brackets were passed over. They are a part of a URL, around an address.',
  ),
  accepted(
    'prefix-length',
    'The /… was passed over. It makes a block of many addresses of the text; one of them was given back as if it had been meant.',
  ),
];

export const TAILS_ACCEPTED = [
  accepted(
    'leading-zeros',
    'A number with a leading zero was read. Some programs read it as octal: 010 is 8 to them and 10 to you.',
  ),
  accepted('over-255', 'A number above 255 was read, which fits no byte.'),
  accepted('elsewhere', 'An IPv4 address was read in a place that is not the end.'),
  accepted(
    'other-numbers',
    'Something was read as an IPv4 address that is not four decimal numbers.',
  ),
  accepted('no-room', 'The IPv4 address was counted as another number of groups than two.'),
  accepted('alone', 'An IPv4 address alone was read as an IPv6 address.'),
];

export const zoneDropped: Cause = {
  id: 'zone-dropped',
  explain({ facts, received }) {
    if (!received || !('bytes' in received)) return undefined;
    const zone = /%.*/.exec(String(facts?.text))?.[0];
    return `${zone} was dropped in silence. Whoever wrote it meant the address on that one link; the same address on another link is another computer.`;
  },
};

export const zoneNotNamed: Cause = {
  id: 'zone-not-named',
  explain(evidence) {
    if (!receivedError(evidence)?.kinds.includes('TypeError')) return undefined;
    return 'It was refused, but the message does not say that the zone id is what is wrong. The address before the % is good, so the reader looks for a mistake in it and finds none.';
  },
};
