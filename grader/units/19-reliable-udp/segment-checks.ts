import { type Check, same } from '../../vocabulary.ts';
import {
  bareHeaderRefused,
  checksumOfPayload,
  littleEndianNumber,
  littleEndianSum,
  noChecksum,
  tookUnknownKind,
  viewForgotten,
} from './segment-causes.ts';
import { data, read, segment } from './wire.ts';

/** Made with Python's struct.pack('!IBH', zlib.crc32(rest), kind, number) + payload. */
const VECTORS: { kind: 'data' | 'ack'; number: number; text: string; hex: string }[] = [
  { kind: 'data', number: 0, text: 'a', hex: 'a34de9b701000061' },
  { kind: 'ack', number: 1, text: '', hex: '8bc23dea020001' },
  { kind: 'data', number: 258, text: '', hex: '0996e348010102' },
  { kind: 'data', number: 65535, text: '你好', hex: 'a46f55d901ffffe4bda0e5a5bd' },
  { kind: 'ack', number: 65535, text: '', hex: '42e31f8302ffff' },
  { kind: 'data', number: 1, text: '\0\x7f\0', hex: '6a85705a010001007f00' },
];

export const segments: Check = {
  id: 'segments',
  title: 'a segment is its bytes, and a damaged one is none',
  points: 2,
  lesson: 'one-segment-one-datagram',
  next: 'Hold these bytes against the drawing: where does each part begin, which of them does the CRC-32 cover, and what is it compared with?',
  causes: [
    littleEndianNumber,
    littleEndianSum,
    viewForgotten,
    bareHeaderRefused,
    noChecksum,
    checksumOfPayload,
    tookUnknownKind,
  ],
  async play({ learner, random }) {
    const random1200 = {
      kind: 'data',
      number: random.integer(0, 65_535),
      payload: random.bytes(1200),
    };
    const vectors = VECTORS.map(({ text, ...rest }) => ({ ...rest, payload: Buffer.from(text) }));
    const encoded = await learner.calls([
      ...vectors.map(
        ({ kind, number, payload }) => ['encodeSegment', { kind, number, payload }] as const,
      ),
      ['encodeSegment', random1200],
    ]);
    for (const [i, { hex }] of vectors.entries()) encoded[i]?.returns(Buffer.from(hex, 'hex'));
    encoded.at(-1)?.returns(segment(1, random1200.number, random1200.payload));

    const decoded = await learner.calls([
      ...vectors.map(({ hex }) => ['decodeSegment', Buffer.from(hex, 'hex')] as const),
      ['decodeSegment', new Uint8Array(segment(1, random1200.number, random1200.payload))],
    ]);
    const found = decoded.map(({ value }) => value !== undefined);
    const facts = {
      onlyWhole:
        found.every((one, i) => one === (i === vectors.length)) &&
        same(decoded.at(-1)?.value, random1200),
      onlyLonger: vectors.every(({ payload }, i) => found[i] === payload.length > 0),
    };
    for (const [i, { kind, number, payload }] of vectors.entries())
      decoded[i]?.returns({ kind, number, payload }, { facts });
    decoded.at(-1)?.returns(random1200);

    const whole = data(random.integer(0, 65_535), random.bytes(9));
    const damaged = [
      ...Array.from({ length: whole.length * 8 }, (_, bit) => flipped(whole, bit)),
      ...Array.from({ length: whole.length }, (_, length) => whole.subarray(0, length)),
      Buffer.concat([whole, Buffer.of(0)]),
    ];
    const refused = await learner.calls([
      ...damaged.map((bytes) => ['decodeSegment', bytes] as const),
      ...[0, 3, 255].map((kind) => ['decodeSegment', segment(kind, 5, Buffer.from('x'))] as const),
    ]);
    for (const [i, answer] of refused.entries()) {
      const bytes = damaged[i];
      const bit = bytes?.length === whole.length ? i : -1;
      const why = bytes ? String(read(bytes)) : 'its kind is neither 1 nor 2';
      answer.returns(undefined, {
        remark: bit < 0 ? why : `bit ${bit} was flipped: ${why}`,
        facts: { bit, known: bytes !== undefined },
      });
    }
  },
};

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
  return copy;
}
