import { type Check, countBytes, Failure, Repeated, Script } from '../../vocabulary.ts';
import { allocatedFirst, cutFrameAccepted, goesOnAfterRefusal, signedLength } from './causes.ts';
import { digestIs, frame, framesOf, header, MIB, pushing } from './frames.ts';

const LIMIT = 16 * MIB;

export const refusesLong: Check = {
  id: 'refuses-long',
  title: 'a length beyond the largest frame is refused, and costs nothing',
  points: 2,
  needs: ['decodes-any-split'],
  lesson: 'a-largest-frame',
  next: 'What do you know when the fourth byte of the header has come, and what has it cost so far?',
  causes: [allocatedFirst, signedLength],
  async play({ learner, random }) {
    const played = [
      { length: LIMIT + 1 },
      { length: 0x80000000 },
      { length: 0xffffffff },
      { length: 101, maxFrameLength: 100 },
      { length: 1, maxFrameLength: 0 },
    ];
    for (const { length, maxFrameLength } of played) {
      const options = maxFrameLength === undefined ? undefined : { maxFrameLength };
      const limit = maxFrameLength ?? LIMIT;
      const ways = [
        [header(length)],
        [header(length).subarray(0, 3), header(length).subarray(3)],
        [
          frame(Buffer.from('ok')).subarray(0, limit < 2 ? 0 : 6),
          Buffer.concat([header(length), Buffer.alloc(9)]),
        ],
      ];
      const lists = await learner.play(
        ways.map((chunks) => pushing(chunks, options)),
        { measure: true },
      );
      for (const list of lists) {
        const last = list.at(-1);
        last?.throws(
          'RangeError',
          `a length of ${countBytes(length)}, where ${countBytes(limit)} are the most`,
          { length },
        );
        if (last && length > MIB && last.allocated > MIB) {
          throw new Failure({
            called: last.called,
            expected: { text: 'a RangeError, and nothing allocated for the frame' },
            received: { text: `a RangeError, after allocating ${countBytes(last.allocated)}` },
            facts: { allocated: last.allocated },
          });
        }
      }
    }
    const block = random.bytes(64);
    const largest = new Repeated(block, LIMIT / 64);
    const [exact, small] = await learner.play([
      new Script('FrameDecoder').call('push', header(LIMIT)).callForDigest('push', largest),
      pushing([frame(Buffer.from('four'))], { maxFrameLength: 4 }),
    ]);
    digestIs(exact?.at(-1), [Buffer.alloc(LIMIT, block)]);
    framesOf(small ?? [], [Buffer.from('four')]);
  },
};

export const staysRefused: Check = {
  id: 'stays-refused',
  title: 'after a refusal every further push throws, whatever it brings',
  points: 1,
  needs: ['refuses-long'],
  lesson: 'a-largest-frame',
  next: 'The length was refused. Where in the bytes behind it does the next frame begin?',
  causes: [goesOnAfterRefusal],
  async play({ learner }) {
    const chunks = [frame(Buffer.from('four')), Buffer.alloc(0), Buffer.of(0), header(5)];
    const lists = await learner.play(
      chunks.map((chunk) =>
        new Script('FrameDecoder', { maxFrameLength: 4 })
          .tryCall('push', header(5))
          .tryCall('push', chunk),
      ),
    );
    for (const [, refused, after] of lists) {
      refused?.throws('RangeError', 'a length of 5 bytes, where 4 bytes are the most');
      after?.throws('RangeError', 'the stream was refused before', { afterRefusal: true });
    }
  },
};

export const endInFrame: Check = {
  id: 'end-in-frame',
  title: 'end() throws where the stream was cut inside a frame',
  points: 1,
  needs: ['decodes-any-split'],
  lesson: 'a-stream-that-ends-inside-a-frame',
  next: 'The stream is over. Between which bytes may it end, and between which not?',
  causes: [cutFrameAccepted],
  async play({ learner }) {
    const [one, two] = [Buffer.from('hello'), Buffer.alloc(0)];
    const stream = Buffer.concat([frame(one), frame(two)]);
    const whole = new Set([0, 9, 13]);
    const places = Array.from({ length: stream.length + 1 }, (_, place) => place);
    const lists = await learner.play(
      places.map((place) => pushing([stream.subarray(0, place)]).call('end')),
    );
    for (const place of places) {
      const list = lists[place] ?? [];
      const expected = [one, two].slice(0, place < 9 ? 0 : place < 13 ? 1 : 2);
      framesOf(list.slice(0, 2), expected);
      const end = list.at(-1);
      if (!whole.has(place))
        end?.throws(
          'Error',
          `${countBytes(place < 9 ? place : place - 9)} of a frame came, and then the end`,
          { place },
        );
      else if (end?.error) end.fail({ text: 'no error: the stream ends between two frames' });
    }
  },
};
