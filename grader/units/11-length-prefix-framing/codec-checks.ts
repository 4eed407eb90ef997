import {
  Argument,
  allWays,
  byteByByte,
  type Check,
  Failure,
  Repeated,
  Script,
  type Stage,
  same,
  twoChunks,
} from '../../vocabulary.ts';
import {
  charactersCounted,
  chunkForMessage,
  copyKeptByFrame,
  emptyDropped,
  headerCut,
  keptView,
  leftoverDropped,
  littleEndian,
  littleEndianRead,
  loopWaits,
  oneFramePerChunk,
  quadraticCopying,
  recursionPerFrame,
  viewHandedOut,
  viewOverwritten,
  wholePool,
} from './causes.ts';
import { digestIs, frame, framesOf, header, MIB, pushing } from './frames.ts';

const TEXTS = ['hello', '', '你好', 'byebye'].map((text) => Buffer.from(text));

export const encodes: Check = {
  id: 'encodes',
  title: 'encodeFrame writes the length (uint32, big-endian) and the body',
  points: 2,
  lesson: 'a-header-of-four-bytes',
  next: 'Which four bytes say 5, and in which order do they go out?',
  causes: [littleEndian, charactersCounted],
  async play({ learner, random }) {
    const plain = new Uint8Array(random.bytes(3));
    const payloads = [...TEXTS, Buffer.alloc(1), random.bytes(256), random.bytes(65_536), plain];
    const answers = await learner.calls(payloads.map((payload) => ['encodeFrame', payload]));
    for (const [i, payload] of payloads.entries()) {
      answers[i]?.returns(frame(payload), {
        facts: { bytes: payload.length, characters: Buffer.from(payload).toString().length },
      });
    }
  },
};

export const decodesWhole: Check = {
  id: 'decodes-whole',
  title: 'every frame of a chunk is found, empty ones too',
  points: 2,
  lesson: 'what-is-left-over',
  next: 'One chunk may hold any number of frames. When do you know that it holds no more?',
  causes: [littleEndianRead, wholePool, emptyDropped, oneFramePerChunk],
  async play({ learner, random }) {
    const lists = [
      [TEXTS[0] ?? Buffer.alloc(0)],
      [Buffer.alloc(0)],
      TEXTS,
      [random.bytes(65_536), random.bytes(1)],
    ];
    const answers = await learner.play(
      lists.map((list) => pushing([Buffer.concat(list.map(frame))])),
    );
    for (const [i, list] of lists.entries()) {
      try {
        framesOf(answers[i] ?? [], list);
      } catch (failure) {
        throw await probed(failure, learner, i === 0);
      }
    }
  },
};

/** The same failure, with what comes of a frame whose length is turned round, and of one in memory of its own. */
async function probed(
  failure: unknown,
  learner: Stage['learner'],
  atFirst: boolean,
): Promise<unknown> {
  if (!(failure instanceof Failure)) return failure;
  const hello = Buffer.from('hello');
  const turned = Buffer.concat([header(hello.length).reverse(), hello]);
  const probes = [turned, new Uint8Array(frame(hello))].map((chunk) =>
    new Script('FrameDecoder').tryCall('push', chunk),
  );
  const lists = await learner.play(probes).catch(() => []);
  const [readsTurned = false, readsOwn = false] = lists.map((list) =>
    same(list.at(-1)?.value, [hello]),
  );
  return failure.with({ facts: { atFirst, readsTurned, readsOwn } });
}

export const decodesAnySplit: Check = {
  id: 'decodes-any-split',
  title: 'a frame is found wherever the stream was cut',
  points: 3,
  needs: ['decodes-whole'],
  lesson: 'where-a-chunk-ends-says-nothing',
  next: 'What of a chunk belongs to a frame that is not complete yet, and where is it until the next chunk?',
  causes: [headerCut, leftoverDropped, chunkForMessage, loopWaits],
  async play({ learner, random }) {
    const payloads = TEXTS;
    const stream = Buffer.concat(payloads.map(frame));
    const ways = twoChunks(stream);
    const shortWays = allWays(frame(Buffer.from('abc')));
    for (let i = 0; i < 60; i++) ways.push(random.cut(stream, random.integer(3, 12)));
    ways.push(byteByByte(stream));
    const answers = await learner.play([...ways, ...shortWays].map((chunks) => pushing(chunks)));
    for (const [i] of shortWays.entries())
      framesOf(answers[ways.length + i] ?? [], [Buffer.from('abc')]);
    for (const [i] of ways.entries()) framesOf(answers[i] ?? [], payloads);
    const plain = await learner.play([
      new Script('FrameDecoder').call('push', new Uint8Array(stream)),
    ]);
    framesOf(plain[0] ?? [], payloads);
  },
};

export const linearTime: Check = {
  id: 'linear-time',
  title: '512 KiB byte by byte, or 50,000 frames at once, take a moment',
  points: 2,
  needs: ['decodes-any-split'],
  lesson: 'linear-time',
  causes: [recursionPerFrame, quadraticCopying, copyKeptByFrame],
  next: 'How often is one byte copied between its arrival and its frame?',
  async play({ learner, random }) {
    const large = random.bytes(MIB / 2);
    const small = random.bytes(60);
    const answers = await learner.play([
      new Script('FrameDecoder').feedForDigest('push', frame(large), 1),
      new Script('FrameDecoder').callForDigest('push', new Repeated(frame(small), 50_000)),
    ]);
    digestIs(answers[0]?.at(-1), [large]);
    digestIs(answers[1]?.at(-1), new Array<Buffer>(50_000).fill(small));
  },
};

export const ownBytes: Check = {
  id: 'own-bytes',
  title: 'a frame handed out does not change any more',
  points: 2,
  needs: ['encodes', 'decodes-any-split'],
  lesson: 'views-and-copies',
  causes: [viewHandedOut, viewOverwritten, keptView],
  next: 'Whose memory do the bytes of your frame lie in, and who writes there next?',
  async play({ learner, random }) {
    const [one, two] = [random.bytes(12), random.bytes(12)];
    const stream = Buffer.concat([frame(one), frame(two)]);
    const scripts = [stream.length, 16, 20, 3].map((size) => {
      const script = new Script('FrameDecoder');
      for (let at = 0; at < stream.length; at += size) {
        const chunk = new Argument(`chunk ${at}`, stream.subarray(at, at + size));
        script.call('push', chunk).overwrite(chunk);
      }
      return script.call('push', frame(random.bytes(40)));
    });
    const answers = await learner.play(scripts, { late: true });
    for (const list of answers) {
      const pushes = list.filter((_, i) => i % 2 === 1 || i === 0);
      const frames = pushes.slice(0, -1);
      framesOf(frames, [one, two]);
    }
    const payload = new Argument('payload', Buffer.from('hello'));
    const encoding = new Script().invoke('encodeFrame', payload).overwrite(payload);
    const [[encoded] = []] = await learner.play([encoding], { late: true });
    encoded?.returns(frame(Buffer.from('hello')), { facts: { overwritten: true } });
  },
};
