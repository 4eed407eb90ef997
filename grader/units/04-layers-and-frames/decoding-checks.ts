import type { Check, Stage } from '../../vocabulary.ts';
import {
  addressForm,
  behindDatagram,
  exchangedFields,
  firstFragmentRefused,
  flagsInOffset,
  fragmentReadAsTransport,
  headerTakenAsFixed,
  lengthCountsHeader,
  littleEndianNumber,
  noEmptyPayload,
  offsetInUnits,
  optionsLeftOut,
  paddingAsPayload,
  secondTagIgnored,
  signedNumber,
  tagIgnored,
  tagNotMasked,
  transportAt20,
} from './causes.ts';
import { mustDecode } from './judge.ts';
import { byteOffsetIgnored, tellOffset } from './own-buffer.ts';
import { datagram, frame, HELLO, packet } from './own-frames.ts';
import { type Captured, frames, type Layer } from './vectors.ts';

async function allDecode({ learner }: Stage, played: readonly Captured[]): Promise<void> {
  // Every other one is a Uint8Array that is no Buffer.
  const answers = await learner.calls(
    played.map(({ bytes }, i) => ['decodeFrame', i % 2 === 0 ? bytes : new Uint8Array(bytes)]),
  );
  for (const [i, captured] of played.entries()) {
    try {
      mustDecode(answers[i], captured);
    } catch (error) {
      if (i % 2 !== 0) throw error;
      const copy = new Uint8Array(captured.bytes);
      await tellOffset(error, async () =>
        mustDecode(await learner.call('decodeFrame', copy), captured),
      );
    }
  }
}

export const decodesUdp: Check = {
  id: 'decodes-udp',
  title: 'a captured datagram is read layer by layer',
  points: 2,
  lesson: 'a-captured-exchange',
  next: 'Lay your finger on these bytes, and on the drawing of their header. Which field is it?',
  causes: [
    byteOffsetIgnored,
    flagsInOffset,
    noEmptyPayload,
    exchangedFields,
    addressForm,
    littleEndianNumber,
  ],
  play: (stage) =>
    allDecode(stage, [
      ...frames('udp').filter(({ layers }) => layers.length === 4),
      ...frames('unchecked', 'options 2', 'options 4', 'fragments 4'),
    ]),
};

export const decodesTcp: Check = {
  id: 'decodes-tcp',
  title: 'a captured TCP connection is read, its options too',
  points: 2,
  needs: ['decodes-udp'],
  lesson: 'udp-and-tcp',
  next: 'Where does TCP’s header end, and which number says so?',
  causes: [headerTakenAsFixed, optionsLeftOut, signedNumber],
  play: (stage) => allDecode(stage, [...frames('tcp'), ...frames('refused')]),
};

export const readsIpOptions: Check = {
  id: 'ip-options',
  title: 'an IPv4 header is as long as its IHL says',
  points: 1,
  needs: ['decodes-udp'],
  lesson: 'ipv4',
  next: 'The first byte is 4f or 46 here. How long is the header then?',
  causes: [headerTakenAsFixed, optionsLeftOut, transportAt20],
  play: (stage) => allDecode(stage, frames('options 1', 'options 3')),
};

/** The same frame as a card sends it or a receiver sees it: with more bytes behind. */
export function padded(captured: Captured, padding: Buffer): Captured {
  return {
    ...captured,
    from: `${captured.from}, with ${padding.length} bytes of padding behind it`,
    bytes: Buffer.concat([captured.bytes, padding]),
  };
}

/** A packet whose datagram ends before the packet does. */
function moreThanDatagram(): Captured[] {
  const carried = `${datagram(Buffer.from('hello'), HELLO)}${Buffer.from('more').toString('hex')}`;
  return frames('udp 3').map(({ layers }) => ({
    from: 'a packet with 4 bytes behind its datagram',
    bytes: frame(packet(carried, HELLO), HELLO),
    layers: layers.map((layer) =>
      layer.layer === 'ipv4' ? { ...layer, totalLength: 37, dontFragment: false } : layer,
    ),
  }));
}

export const leavesPadding: Check = {
  id: 'padding',
  title: 'what is behind a packet or a datagram is not its payload',
  points: 1,
  needs: ['decodes-udp', 'decodes-tcp'],
  lesson: 'ethernet',
  next: 'Who wrote these bytes behind the packet? Which length did the sender’s program know?',
  causes: [behindDatagram, paddingAsPayload],
  play: (stage) =>
    allDecode(stage, [
      ...frames('raw 2'),
      ...moreThanDatagram(),
      ...frames('udp 3', 'udp 7', 'tcp 3', 'tcp 4', 'refused 2').map((captured, i) =>
        padded(captured, i % 2 === 0 ? Buffer.alloc(6) : stage.random.bytes(4 + i)),
      ),
    ]),
};

export const readsTagsAndArp: Check = {
  id: 'tags-and-arp',
  title: 'VLAN tags, ARP, and what no EtherType here names',
  points: 2,
  needs: ['decodes-udp', 'padding'],
  lesson: 'what-the-grader-plays',
  next: 'Which EtherType stands at byte 12, and what does it say comes next?',
  causes: [tagIgnored, secondTagIgnored, tagNotMasked, exchangedFields],
  play: (stage) => allDecode(stage, frames('udp 1', 'udp 2', 'raw 1', 'raw 3', 'raw 4', 'raw 5')),
};

/** Fragments that a reader of ports stumbles over: too short for a header, or with a wild length in it. */
function smallFragments(): Captured[] {
  return ['abc', 'a datagram that pretends', ''].flatMap((text, i) =>
    [6, 17].map((protocol) => {
      const carried = Buffer.from(text).toString('hex');
      const fragment = 1 + 4000 * i;
      const bytes = frame(packet(carried, HELLO, { protocol, fragment }), HELLO);
      const layers: Layer[] = [
        {
          layer: 'ethernet',
          destination: HELLO.destination.mac,
          source: HELLO.source.mac,
          etherType: 0x0800,
        },
        {
          layer: 'ipv4',
          typeOfService: 0,
          totalLength: 20 + text.length,
          identification: HELLO.identification,
          dontFragment: false,
          moreFragments: false,
          fragmentOffset: 8 * fragment,
          ttl: 64,
          protocol,
          source: HELLO.source.address,
          destination: HELLO.destination.address,
          options: Buffer.alloc(0),
        },
        { layer: 'payload', bytes: Buffer.from(text) },
      ];
      return { from: 'the last fragment of a packet', bytes, layers };
    }),
  );
}

export const readsFragments: Check = {
  id: 'fragments',
  title: 'only the first fragment has a transport header',
  points: 2,
  needs: ['decodes-udp'],
  lesson: 'fragments',
  next: 'Which part of the datagram do these bytes come from?',
  causes: [fragmentReadAsTransport, firstFragmentRefused, offsetInUnits],
  play: (stage) => allDecode(stage, [...frames('fragments'), ...smallFragments()]),
};

export const readsIpv6: Check = {
  id: 'ipv6',
  title: 'IPv6 is read, and what it carries',
  points: 1,
  needs: ['decodes-tcp', 'padding'],
  lesson: 'ipv6',
  next: 'Where does this field stand in the 40 bytes, and what does it count?',
  causes: [addressForm, exchangedFields, lengthCountsHeader],
  play: (stage) =>
    allDecode(stage, [
      ...frames('ipv6', 'raw 6'),
      ...frames('ipv6 3', 'ipv6 9').map((one) => padded(one, Buffer.from('padding'))),
    ]),
};
