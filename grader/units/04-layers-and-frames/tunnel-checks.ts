import { type Check, Failure, LOOPBACK, listeningAddress, type Stage } from '../../vocabulary.ts';
import {
  answeredBroken,
  answeredFromElsewhere,
  answeredToItself,
  boundElsewhere,
  exchangedField,
  hostEnded,
  keptPadding,
  oneSocketForAll,
  resolvedBeforeBound,
  ttlCopied,
} from './causes.ts';
import { mustBeFrame } from './frame-judge.ts';
import {
  datagram,
  frame,
  frameOf,
  HELLO,
  type Headers,
  packet,
  randomHeaders,
} from './own-frames.ts';
import { frames, namesOf } from './vectors.ts';

/** What comes back for a message: the way back, with a TTL of its own. */
function answerTo(message: Uint8Array, headers: Headers): Buffer {
  const { source, destination, identification } = headers;
  return frameOf(message, { source: destination, destination: source, ttl: 64, identification });
}

/** Frames that get no answer. Each has an identification of its own, so that an answer can be told apart. */
function unanswered(): { what: string; bytes: Buffer }[] {
  const message = Buffer.from('broken');
  const headers = { ...HELLO, identification: 0xbad };
  const right = datagram(message, headers);
  const whole = frameOf(message, headers);
  const flip = (at: number) => {
    const bytes = Buffer.from(whole);
    bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at);
    return bytes;
  };
  const long = Buffer.alloc(1473, 'x');
  const captured = frames('udp 1', 'tcp 1', 'fragments 2', 'ipv6 3', 'raw 3', 'raw 5');
  return [
    { what: 'a frame whose IPv4 header checksum is wrong', bytes: flip(22) },
    { what: 'a frame whose UDP checksum is wrong', bytes: flip(44) },
    { what: 'an empty datagram', bytes: Buffer.alloc(0) },
    { what: 'a frame that ends in its UDP header', bytes: whole.subarray(0, 38) },
    {
      what: 'a first fragment',
      bytes: frame(packet(right, headers, { fragment: 0x2000 }), headers),
    },
    { what: 'a message too long for one frame', bytes: frameOf(long, headers) },
    ...captured.map(({ from, bytes, layers }) => ({
      what: `${namesOf(layers).join(', ')} (${from})`,
      bytes,
    })),
    { what: 'ten bytes of nothing', bytes: Buffer.alloc(10) },
  ];
}

/** Whether a frame has the identification of that one, and not the one of the frame that was asked last. */
function answers(came: Buffer, dropped: Buffer, { identification }: Headers): boolean {
  const id = came.length < 20 ? identification : came.readUInt16BE(18);
  // Behind two bytes of EtherType, or behind those of one or two VLAN tags.
  const at = [18, 22, 26].filter((offset) => offset + 2 <= dropped.length);
  return id !== identification && at.some((offset) => dropped.readUInt16BE(offset) === id);
}

function mustComeFrom(asked: number, answered: number, what: string): void {
  if (asked === answered) return;
  throw new Failure({
    called: `the answer to ${what}`,
    expected: { text: `a datagram from port ${asked}, where the question was sent to` },
    received: { text: `one from port ${answered}` },
    facts: { asked, answered },
  });
}

async function echoHost({ learner }: Stage): Promise<{ host: string; port: number }> {
  const { answer } = await learner.keep('startEchoHost', { ...LOOPBACK });
  const address = listeningAddress(answer);
  if (address.host === LOOPBACK.host) return address;
  throw new Failure({
    called: answer.called,
    expected: { text: `a socket that is bound to ${LOOPBACK.host}, as it was told` },
    received: { text: `one that is bound to ${address.host}` },
    facts: { listensOn: address.host },
  });
}

/** It stays open while the first is asked: whatever the two share would be the second one's by then. */
async function mustStartAnother(stage: Stage, first: number): Promise<void> {
  const { port } = await echoHost(stage);
  if (port !== first) return;
  throw new Failure({
    called: 'startEchoHost({ host: "127.0.0.1", port: 0 }), for the second time',
    expected: { text: 'a socket of its own' },
    received: { text: `one that is bound to port ${port}, as the first is` },
    facts: { sameSocket: true },
  });
}

export const echoHostAnswers: Check = {
  id: 'echo-host',
  title: 'over loopback, each whole datagram comes back, and no other',
  points: 2,
  needs: ['udp-checksum', 'refuses-large', 'truncated', 'verdicts'],
  lesson: 'what-the-grader-plays',
  next: 'Lay the answer beside the question: what changes places, what is new, and what gets no answer?',
  causes: [
    hostEnded,
    resolvedBeforeBound,
    boundElsewhere,
    oneSocketForAll,
    answeredFromElsewhere,
    answeredBroken,
    answeredToItself,
    keptPadding,
    ttlCopied,
    exchangedField,
  ],
  async play(stage) {
    const { random } = stage;
    const address = await echoHost(stage);
    await mustStartAnother(stage, address.port);
    const peer = await stage.udp('grader', 'your host');
    const ask = async (
      bytes: Buffer,
      message: Buffer,
      headers: Headers,
      what: string,
      dropped?: Buffer,
    ) => {
      await peer.send(bytes, address);
      const { bytes: came, from } = await peer.receive(`the answer to ${what}`);
      mustComeFrom(address.port, from.port, what);
      mustBeFrame(`the answer to ${what}`, came, answerTo(message, headers), {
        sameWay: came.subarray(0, 12).equals(bytes.subarray(0, 12)),
        askedTtl: headers.ttl,
        longer: came.length - 42 - message.length,
        answeredBroken: dropped !== undefined && answers(came, dropped, headers),
      });
    };
    const hello = Buffer.from('hello');
    await ask(frameOf(hello, HELLO), hello, HELLO, 'hello');
    for (const length of [0, 1, 1472]) {
      const [message, headers] = [random.bytes(length), randomHeaders(random)];
      await ask(frameOf(message, headers), message, headers, `a message of ${length} bytes`);
    }
    const last = { ...HELLO, ttl: 1, identification: 7 };
    const unchecked = frame(packet(datagram(hello, last, 0), last), last);
    await ask(unchecked, hello, last, 'a datagram without a checksum');
    const options = { options: '94040000' };
    const routed = frame(packet(datagram(hello, last), last, options), last);
    await ask(routed, hello, last, 'a packet with IP options');
    const padded = Buffer.concat([frameOf(hello, last), Buffer.alloc(13, 'p')]);
    await ask(padded, hello, last, 'a frame with padding');
    for (const { what, bytes } of unanswered()) {
      await peer.send(bytes, address, 'broken');
      // One socket answers in order: the next answer is this one's, or that of the frame before it.
      await ask(frameOf(hello, HELLO), hello, HELLO, `hello, sent after ${what}`, bytes);
    }
  },
};
