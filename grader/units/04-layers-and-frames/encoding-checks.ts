import { Answer, type Check, Failure, type Stage } from '../../vocabulary.ts';
import {
  bytesSwapped,
  exchangedField,
  lengthWithoutHeader,
  littleEndianField,
  noLimit,
  noPseudoHeader,
  notRangeError,
  notTurnedOver,
  oddByteDropped,
  oddByteLow,
  oneFoldOnly,
  padded,
  pseudoLength,
  turnedTooMany,
  zeroSent,
} from './causes.ts';
import { mustBeFrame } from './frame-judge.ts';
import { byteOffsetIgnored, tellOffset } from './own-buffer.ts';
import { checksum, frameOf, HELLO, type Headers, randomHeaders, udpSums } from './own-frames.ts';

/** Bytes in hex and their checksums. The third needs its carry added twice. */
const SUMS: [hex: string, sum: number, remark: string][] = [
  ['0001f203f4f5f6f7', 0x220d, '220d: the sum is 2ddf0, with its carry ddf2'],
  ['450000730000400040110000c0a80001c0a800c7', 0xb861, 'b861: an IPv4 header, checksum field 0'],
  ['ffffffff0001', 0xfffe, 'fffe: the sum is 1ffff, then 10000, then 0001'],
  ['45000073000040004011b861c0a80001c0a800c7', 0, '0: the header with its checksum in place'],
  ['01', 0xfeff, 'feff: one byte, and a zero behind it'],
  ['0001f203f4f5f6', 0x2304, '2304: the last word is f600'],
  ['', 0xffff, 'ffff: no bytes, so the sum is 0'],
  ['0000', 0xffff, 'ffff: the sum is 0'],
  ['ffff', 0, '0: the sum is ffff'],
];

export const checksums: Check = {
  id: 'checksum',
  title: 'internetChecksum adds words, and every carry at the low end',
  points: 2,
  lesson: 'the-internet-checksum',
  next: 'Write the words one below the other and add them by hand. Where does what is carried go?',
  causes: [
    byteOffsetIgnored,
    oneFoldOnly,
    oddByteDropped,
    oddByteLow,
    bytesSwapped,
    turnedTooMany,
    notTurnedOver,
  ],
  async play({ learner, random }) {
    const drawn = Array.from({ length: 60 }, (_, i) => random.bytes(i < 30 ? i : 40 * i));
    const played: { bytes: Buffer; sum: number; remark: string }[] = [
      ...SUMS.map(([hex, sum, remark]) => ({ bytes: Buffer.from(hex, 'hex'), sum, remark })),
      { bytes: Buffer.alloc(65_536, 0xff), sum: 0, remark: '0: the sum is ffff at last' },
      ...drawn.map((bytes) => {
        const sum = checksum(bytes.toString('hex'));
        return { bytes, sum, remark: sum.toString(16) };
      }),
    ];
    const answers = await learner.calls(played.map(({ bytes }) => ['internetChecksum', bytes]));
    for (const [i, { bytes, sum, remark }] of played.entries()) {
      const hex = bytes.length <= 1024 ? bytes.toString('hex') : '';
      try {
        answers[i]?.returns(sum, { remark, facts: { hex } });
      } catch (error) {
        await tellOffset(error, async () => {
          (await learner.call('internetChecksum', new Uint8Array(bytes))).returns(sum);
        });
      }
    }
  },
};

interface Played {
  message: Buffer;
  headers: Headers;
}

function someMessages(random: Stage['random']): Played[] {
  const messages = [
    Buffer.from('hello'),
    Buffer.from('even'),
    Buffer.alloc(0),
    ...[1, 2, 17, 200, 1000, 1471, 1472].map((length) => random.bytes(length)),
  ];
  return messages.map((message, i) => ({
    message,
    headers: i < 3 ? HELLO : randomHeaders(random),
  }));
}

const HEADER_CHECKSUM = 24;
const UDP_CHECKSUM = 40;

/** The answer's bytes. Fails where it gave none. */
function bytesOf(answer: Answer | undefined, expected: Buffer): Buffer {
  if (!answer) throw new Error('one answer for each message');
  if (answer.error || answer.promised || !(answer.value instanceof Uint8Array))
    answer.returns(expected);
  return answer.value instanceof Uint8Array ? Buffer.from(answer.value) : Buffer.alloc(0);
}

/** Both checksums have a check of their own: here they may be anything. */
function withoutChecksums(answer: Answer | undefined, expected: Buffer): Buffer {
  const received = bytesOf(answer, expected);
  for (const at of [HEADER_CHECKSUM, UDP_CHECKSUM]) {
    if (received.length >= at + 2) expected.copy(received, at, at, at + 2);
  }
  return received;
}

export const encapsulates: Check = {
  id: 'encapsulates',
  title: 'a message goes out in UDP in IPv4 in Ethernet',
  points: 2,
  lesson: 'encapsulation',
  next: 'Compare this field with the drawing of its header: which bits, and what do they count?',
  causes: [byteOffsetIgnored, padded, exchangedField, littleEndianField, lengthWithoutHeader],
  async play({ learner, random }) {
    const played = someMessages(random);
    const answers = await learner.calls(
      played.map(({ message, headers }) => ['encapsulate', message, { ...headers }]),
    );
    for (const [i, { message, headers }] of played.entries()) {
      const expected = frameOf(message, headers);
      const judge = (answer: Answer | undefined) =>
        mustBeFrame(calledWith(message), withoutChecksums(answer, expected), expected, {
          messageBytes: message.length,
        });
      try {
        judge(answers[i]);
      } catch (error) {
        const copy = new Uint8Array(message);
        await tellOffset(error, async () =>
          judge(await learner.call('encapsulate', copy, { ...headers })),
        );
      }
    }
  },
};

function calledWith(message: Buffer): string {
  const isText = /^[\x20-\x7e]{1,8}$/.test(message.toString('latin1'));
  const size = message.length === 1 ? '1 byte' : `${message.length} bytes`;
  return `encapsulate(${isText ? `"${message.toString('latin1')}"` : size}, headers)`;
}

/** A message of two bytes whose UDP checksum is computed to 0. */
function summedToZero(headers: Headers): Buffer {
  const { whole } = udpSums(Buffer.alloc(2), headers);
  const message = Buffer.alloc(2);
  message.writeUInt16BE(whole);
  return message;
}

export const udpChecksum: Check = {
  id: 'udp-checksum',
  title: 'both checksums are right, and UDP’s 0 goes out as ffff',
  points: 2,
  needs: ['checksum', 'encapsulates'],
  lesson: 'the-internet-checksum',
  next: 'Which bytes does this checksum cover, what stands in its own field meanwhile, and which bytes are never sent?',
  causes: [zeroSent, noPseudoHeader, pseudoLength],
  async play({ learner, random }) {
    const drawn = [HELLO, ...Array.from({ length: 4 }, () => randomHeaders(random))];
    const zeros = drawn.map((headers) => ({ message: summedToZero(headers), headers }));
    const played = [...someMessages(random), ...zeros];
    const answers = await learner.calls(
      played.map(({ message, headers }) => ['encapsulate', message, { ...headers }]),
    );
    for (const [i, { message, headers }] of played.entries()) {
      const expected = frameOf(message, headers);
      const { plain, otherLength } = udpSums(message, headers);
      mustBeFrame(calledWith(message), bytesOf(answers[i], expected), expected, {
        plain,
        messageBytes: message.length,
        lengthOfMessage: otherLength(message.length),
        lengthOfPacket: otherLength(28 + message.length),
        lengthLeftOut: otherLength(0),
      });
    }
  },
};

export const refusesLarge: Check = {
  id: 'refuses-large',
  title: 'a message that would need fragments is refused',
  points: 1,
  needs: ['encapsulates'],
  lesson: 'fragments',
  next: 'How long may a packet be on Ethernet, and how much of that do the headers take?',
  causes: [noLimit, notRangeError],
  async play({ learner }) {
    const sizes = [1472, 1473, 1500, 65_507, 65_508];
    const answers = await learner.calls(
      sizes.map((size) => ['encapsulate', Buffer.alloc(size, 'x'), { ...HELLO }]),
    );
    for (const [i, answer] of answers.entries()) {
      const size = sizes[i] ?? 0;
      const called = `encapsulate(${size} bytes, headers)`;
      if (size > 1472) {
        const why = `${size} + 8 + 20 bytes are more than 1,500`;
        new Answer(called, answer).throws('RangeError', why, {
          tooLarge: size,
          threw: answer.error?.name ?? '',
          came: answer.value instanceof Uint8Array ? answer.value.length : 0,
        });
      } else if (answer.error) {
        const { name, message } = answer.error;
        throw new Failure({
          called,
          expected: { text: 'a frame of 1,514 bytes' },
          received: { text: `${name}: ${message}` },
        });
      }
    }
  },
};
