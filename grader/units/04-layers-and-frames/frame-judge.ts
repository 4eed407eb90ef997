import { countBytes, type Evidence, Failure } from '../../vocabulary.ts';
import { checksum, FIELDS } from './own-frames.ts';

type Facts = NonNullable<Evidence['facts']>;

const HEADER_SUM = 24;
/** Fields that come in twos, and may stand in each other's place. */
const PARTNERS = [
  ['the destination MAC address', 'the source MAC address'],
  ['the source address', 'the destination address'],
  ['the source port', 'the destination port'],
];

/** Fails unless these are the bytes of the frame, and says which field the first other byte is in. */
export function mustBeFrame(
  called: string,
  received: Uint8Array,
  expected: Uint8Array,
  facts: Facts = {},
): void {
  const more = received.length - expected.length;
  if (more > 0 && part(received, 0, expected.length).equals(expected)) {
    const rest = received.subarray(expected.length);
    throw new Failure({
      called,
      expected: { bytes: expected, remark: `${countBytes(more)} fewer than came` },
      received: { bytes: received },
      facts: { ...facts, kind: 'frame-longer', more, zeros: rest.every((byte) => byte === 0) },
    });
  }
  const differing = FIELDS.find(
    ([, from, to]) => !part(received, from, to).equals(part(expected, from, to)),
  );
  if (!differing) return;
  const [field, start, end] = differing;
  const last = Math.min(end, Math.max(expected.length, received.length)) - 1;
  const place = last <= start ? `byte ${start}` : `bytes ${start} to ${last}`;
  throw new Failure({
    called,
    expected: { bytes: expected, remark: `${field} is wrong: ${place}` },
    received: { bytes: received },
    ...sumFollows(received, expected, start),
    facts: {
      ...facts,
      kind: 'frame',
      field,
      expectedHex: hexOf(expected, field),
      receivedHex: hexOf(received, field),
      ...partnerOf(expected, field),
    },
  });
}

/** The first byte that differs may be in a checksum that fits, and differs because the field behind it does. */
function sumFollows(received: Uint8Array, expected: Uint8Array, start: number): Partial<Evidence> {
  const sum = [HEADER_SUM, HEADER_SUM + 2] as const;
  if (start <= HEADER_SUM || part(received, ...sum).equals(part(expected, ...sum))) return {};
  if (checksum(part(received, 14, 34).toString('hex')) !== 0) return {};
  return { happened: ['Bytes 24 and 25, the header checksum, fit what stands in your header.'] };
}

function partnerOf(expected: Uint8Array, field: string): Facts {
  const pair = PARTNERS.find((names) => names.includes(field));
  const partner = pair?.find((name) => name !== field);
  return partner === undefined ? {} : { partner, partnerHex: hexOf(expected, partner) };
}

function hexOf(bytes: Uint8Array, field: string): string {
  const [, start = 0, end = 0] = FIELDS.find(([name]) => name === field) ?? [];
  return part(bytes, start, end).toString('hex');
}

function part(bytes: Uint8Array, start: number, end: number): Buffer {
  return Buffer.from(bytes.subarray(start, Math.min(end, bytes.length)));
}
