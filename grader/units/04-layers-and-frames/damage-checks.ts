import type { Check } from '../../vocabulary.ts';
import {
  anotherClass,
  cutNotNoticed,
  errorWithoutName,
  lengthNotChecked,
  rangeErrorEscapes,
  wrongLayerNamed,
} from './causes.ts';
import { mustDecode, mustRefuse } from './judge.ts';
import { frame, HELLO, packet } from './own-frames.ts';
import { type Captured, endOf, frames, offsetsOf } from './vectors.ts';

const HEADERS = ['ethernet', 'vlan', 'arp'];

/** The layer that cannot be read where a frame ends here: the packet's own length tells of all behind it. */
function layerAt(frame: Captured, length: number): string {
  const offsets = offsetsOf(frame);
  const [first = 'ethernet', ...others] = frame.layers.flatMap(({ layer }, i) => {
    const outer = HEADERS.includes(layer) || layer.startsWith('ip');
    return outer && (offsets[i] ?? 0) <= length ? [layer] : [];
  });
  return length < 14 ? first : (others.at(-1) ?? first);
}

/** One thing wrong in a frame: which bytes are written where, and which layer cannot be read then. */
const CONTRADICTIONS: [frame: string, at: number, hex: string, layer: string, what: string][] = [
  ['udp 3', 14, '55', 'ipv4', 'version 5'],
  ['udp 3', 14, '65', 'ipv4', 'EtherType 0800, version 6'],
  ['udp 3', 14, '44', 'ipv4', 'IHL 4'],
  ['udp 3', 14, '40', 'ipv4', 'IHL 0'],
  ['udp 3', 14, '4f', 'ipv4', 'IHL 15, a header longer than its packet'],
  ['udp 3', 16, '0013', 'ipv4', 'total length 19'],
  ['udp 3', 16, '0000', 'ipv4', 'total length 0'],
  ['udp 3', 16, '0022', 'ipv4', 'total length 34 of 33'],
  ['udp 3', 16, 'ffff', 'ipv4', 'total length 65535'],
  ['options 1', 16, '0028', 'ipv4', 'total length 40, IHL 15'],
  ['udp 3', 16, '001b', 'udp', 'total length 27, 7 bytes of UDP'],
  ['udp 3', 38, '0007', 'udp', 'UDP length 7'],
  ['udp 3', 38, '0000', 'udp', 'UDP length 0'],
  ['udp 3', 38, '000e', 'udp', 'UDP length 14 of 13'],
  ['udp 3', 38, 'ffff', 'udp', 'UDP length 65535'],
  ['raw 2', 38, '000e', 'udp', 'UDP length 14 of 13, with padding behind'],
  ['tcp 4', 46, '40', 'tcp', 'data offset 4'],
  ['tcp 4', 46, '00', 'tcp', 'data offset 0'],
  ['tcp 4', 46, 'f0', 'tcp', 'data offset 15, a header longer than its packet'],
  ['tcp 4', 16, '0027', 'tcp', 'total length 39, 19 bytes of TCP'],
  ['tcp 4', 16, '0030', 'tcp', 'total length 48, 28 of a header’s 32 bytes'],
  ['udp 1', 14, '0006', 'arp', 'ARP of hardware type 6'],
  ['udp 1', 16, '86dd', 'arp', 'ARP of protocol type 86dd'],
  ['udp 1', 18, '0810', 'arp', 'ARP of 8 and 16 bytes'],
  ['ipv6 3', 14, '4', 'ipv6', 'EtherType 86dd, version 4'],
  ['ipv6 3', 18, '000e', 'ipv6', 'payload length 14 of 13'],
  ['ipv6 3', 18, '0007', 'udp', 'payload length 7, 7 bytes of UDP'],
  ['ipv6 3', 58, '0010', 'udp', 'UDP length 16 of 13'],
];

/** A first fragment whose TCP header of 32 bytes ends in the next one. */
function cutFirstFragment() {
  const [{ bytes } = { bytes: Buffer.alloc(0) }] = frames('tcp 4');
  return [16, 24].map((length) => {
    const carried = bytes.toString('hex', 34, 34 + length);
    return {
      bytes: frame(packet(carried, HELLO, { protocol: 6, fragment: 0x2000 }), HELLO),
      layer: 'tcp',
      what: `a TCP header of 32 bytes, ${length} of them in this first fragment`,
    };
  });
}

function changed(bytes: Buffer, at: number, hex: string): Buffer {
  const digits = bytes.toString('hex');
  return Buffer.from(digits.slice(0, 2 * at) + hex + digits.slice(2 * at + hex.length), 'hex');
}

export const refusesDamaged: Check = {
  id: 'truncated',
  title: 'a frame cut short or at odds with itself is a FrameError',
  points: 2,
  needs: ['decodes-tcp', 'ip-options', 'padding', 'tags-and-arp', 'ipv6'],
  lesson: 'do-not-trust-a-length',
  next: 'Which length was believed here, before anybody asked whether so many bytes are there?',
  causes: [
    rangeErrorEscapes,
    errorWithoutName,
    anotherClass,
    lengthNotChecked,
    cutNotNoticed,
    wrongLayerNamed,
  ],
  async play({ learner }) {
    const cuts = frames(
      'udp 3',
      'udp 1',
      'tcp 4',
      'options 1',
      'raw 2',
      'raw 4',
      'ipv6 3',
      'ipv6 7',
    );
    for (const captured of cuts) {
      const { bytes, from } = captured;
      const lengths = Array.from(bytes.keys());
      const answers = await learner.calls(
        lengths.map((length) => ['decodeFrame', bytes.subarray(0, length)]),
      );
      for (const length of lengths) {
        const what = `the first ${length} of ${bytes.length} bytes: ${from}`;
        const whole = { ...captured, from: what, bytes: bytes.subarray(0, length) };
        if (length >= endOf(captured)) mustDecode(answers[length], whole, { cut: true });
        else mustRefuse(answers[length], layerAt(captured, length), what, { cut: true });
      }
    }
    const damaged = CONTRADICTIONS.map(([name, at, hex, layer, what]) => {
      const [{ bytes } = { bytes: Buffer.alloc(0) }] = frames(name);
      return { bytes: changed(bytes, at, hex), layer, what };
    });
    damaged.push(...cutFirstFragment());
    const answers = await learner.calls(damaged.map(({ bytes }) => ['decodeFrame', bytes]));
    for (const [i, { bytes, layer, what }] of damaged.entries()) {
      mustRefuse(answers[i], layer, `${bytes.length} bytes: ${what}`, { cut: false, what });
    }
  },
};
