import { type Answer, type Check, Failure, type Stage, same } from '../../vocabulary.ts';
import {
  checksumNotVerified,
  fieldSummed,
  fragmentJudged,
  noPseudoHeaderRead,
  paddingSummed,
  zeroInIpv6,
  zeroNotAbsent,
} from './causes.ts';
import { padded } from './decoding-checks.ts';
import { fieldOf, mustJudge, namesIn } from './judge.ts';
import { frame as frameOf, HELLO, packet } from './own-frames.ts';
import { type Captured, endOf, frames, offsetsOf } from './vectors.ts';

/** A captured frame whose UDP checksum field is 0, with the verdict on that. */
function unchecked(name: string, at: number, verdict: string, from: string): Captured[] {
  return frames(name).map(({ bytes, layers }) => {
    const changed = Buffer.from(bytes);
    changed.writeUInt16BE(0, at);
    return {
      from,
      bytes: changed,
      layers: layers.map((layer) =>
        layer.layer === 'udp' ? { ...layer, checksum: verdict } : layer,
      ),
    };
  });
}

/** A first fragment with TCP in it: its header and its data are here, and more data is elsewhere. */
function firstOfTcp(): Captured[] {
  return frames('tcp 4').map(({ bytes, layers }) => ({
    from: 'a first fragment with TCP in it',
    bytes: frameOf(
      packet(bytes.toString('hex', 34), HELLO, { protocol: 6, fragment: 0x2000 }),
      HELLO,
    ),
    layers: layers.map((layer) =>
      layer.layer === 'tcp' ? { ...layer, checksum: 'unverified' } : layer,
    ),
  }));
}

/** Right, wrong, absent and unverified, each as it was captured or with a field of 0. */
async function allJudge({ learner, random }: Stage): Promise<void> {
  const played = [
    ...frames('udp', 'unchecked', 'tcp', 'refused', 'options', 'fragments', 'ipv6'),
    ...unchecked('fragments 1', 40, 'unverified', 'a first fragment with the checksum field 0'),
    ...firstOfTcp(),
    ...unchecked('ipv6 3', 60, 'wrong', 'a datagram over IPv6 with the checksum field 0'),
    ...frames('raw'),
    ...frames('udp 3', 'tcp 3', 'tcp 4', 'ipv6 3', 'ipv6 9').map((one, i) =>
      padded(one, random.bytes(4 + i)),
    ),
  ];
  const answers = await learner.calls(played.map(({ bytes }) => ['decodeFrame', bytes]));
  for (const [i, captured] of played.entries()) mustJudge(answers[i], captured);
}

const NAMED = /^(ethernet|vlan|arp|ipv4|ipv6|udp|tcp):/;

/** Whether a bit of this layer that was flipped shows in what came. */
function isNoticed(answer: Answer, layer: string, before: Captured): boolean {
  // That its name is FrameError is asked for elsewhere.
  if (answer.error) return answer.error.name === 'FrameError' || NAMED.test(answer.error.message);
  const value = Array.isArray(answer.value) ? answer.value : [];
  const told = (name: string) => {
    const found = value.find((item) => fieldOf(item, 'layer') === name);
    return fieldOf(found, 'checksum') === 'wrong';
  };
  if (layer === 'ipv4') return told('ipv4');
  if (layer === 'udp' || layer === 'tcp' || layer === 'payload') return told('udp') || told('tcp');
  return !before.layers.every((expected, i) =>
    Object.entries(expected).every(([field, right]) => same(fieldOf(value[i], field), right)),
  );
}

export const judgesChecksums: Check = {
  id: 'verdicts',
  title: 'each checksum is judged, and no flipped bit goes unnoticed',
  points: 2,
  needs: ['checksum', 'ip-options', 'padding', 'tags-and-arp', 'fragments', 'ipv6'],
  lesson: 'the-internet-checksum',
  next: 'Which bytes does this checksum cover, and what does its field say?',
  causes: [
    zeroInIpv6,
    zeroNotAbsent,
    fragmentJudged,
    paddingSummed,
    fieldSummed,
    noPseudoHeaderRead,
    checksumNotVerified,
  ],
  async play(stage) {
    await allJudge(stage);
    const { learner } = stage;
    for (const frame of frames('udp 3', 'tcp 4', 'ipv6 3', 'udp 1', 'raw 3')) {
      const offsets = offsetsOf(frame);
      const bits = Array.from({ length: 8 * endOf(frame) }, (_, bit) => bit);
      const flipped = bits.map((bit) => {
        const bytes = Buffer.from(frame.bytes);
        const at = bit >> 3;
        bytes.writeUInt8(bytes.readUInt8(at) ^ (0x80 >> (bit & 7)), at);
        return bytes;
      });
      const answers = await learner.calls(flipped.map((bytes) => ['decodeFrame', bytes]));
      for (const [bit, answer] of answers.entries()) {
        const index = offsets.findLastIndex((offset) => offset <= bit >> 3);
        const layer = frame.layers[index]?.layer ?? '';
        if (isNoticed(answer, layer, frame)) continue;
        const { error, value } = answer;
        const covered = ['ipv4', 'udp', 'tcp', 'payload'].includes(layer);
        throw new Failure({
          called: `decodeFrame(${frame.bytes.length} bytes: ${frame.from}, with bit ${bit & 7} of byte ${bit >> 3} flipped)`,
          expected: {
            text: covered
              ? `checksum: 'wrong', or a FrameError: byte ${bit >> 3} is in ${layer}`
              : `something else than for the frame as it was: byte ${bit >> 3} is in ${layer}`,
          },
          received: {
            text: error
              ? `${error.name}: ${error.message}`.slice(0, 300)
              : `${namesIn(value)?.join(', ') ?? 'no layers'}, with nothing wrong in them`,
          },
          facts: { kind: 'flip', layer, covered, threw: error !== undefined },
        });
      }
    }
  },
};
