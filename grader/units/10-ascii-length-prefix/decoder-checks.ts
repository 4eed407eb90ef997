import { allWays, byteByByte, type Check, Script, twoChunks } from '../../vocabulary.ts';
import {
  characterCut,
  charactersTaken,
  chunkForMessage,
  cutMessageAccepted,
  emptyMissing,
  headerCut,
  leftoverDropped,
  nothingReturned,
  oneMessagePerChunk,
  partialMessage,
  stateOfAnotherDecoder,
} from './causes.ts';
import { header, message, pushing, stream, textsOf } from './messages.ts';

const TEXTS = ['hello', '', '你好', 'byebye'];

export const decodesWhole: Check = {
  id: 'decodes-whole',
  title: 'every message of a chunk is found, empty ones too',
  points: 2,
  lesson: 'half-a-header',
  next: 'One chunk may hold any number of messages. When do you know that it holds no more?',
  causes: [nothingReturned, emptyMissing, charactersTaken, chunkForMessage, oneMessagePerChunk],
  async play({ learner }) {
    const lists = [
      ['hello'],
      ['你好'],
      [''],
      ['hello', 'byebye'],
      ['', 'hello', '', ''],
      TEXTS,
      ['a'.repeat(9999), '你'.repeat(3333), '0005'],
      Array.from({ length: 500 }, (_, i) => String(i)),
    ];
    const answers = await learner.play(lists.map((texts) => pushing([stream(texts)])));
    for (const [i, texts] of lists.entries()) textsOf(answers[i] ?? [], texts);
  },
};

export const decodesAnySplit: Check = {
  id: 'decodes-any-split',
  title: 'a message is found wherever the stream was cut',
  points: 3,
  needs: ['decodes-whole'],
  lesson: 'half-a-header',
  next: 'Which bytes of this chunk belong to a message that is not complete, and where are they until the next one comes?',
  causes: [stateOfAnotherDecoder, characterCut, headerCut, partialMessage, leftoverDropped],
  async play({ learner, random }) {
    const long = stream(TEXTS);
    const ways = [
      ...twoChunks(message('hello')).map((chunks) => ({ chunks, texts: ['hello'] })),
      ...allWays(stream(['你', ''])).map((chunks) => ({ chunks, texts: ['你', ''] })),
      ...twoChunks(long).map((chunks) => ({ chunks, texts: TEXTS })),
      { chunks: byteByByte(long), texts: TEXTS },
      ...Array.from({ length: 60 }, () => ({
        chunks: random.cut(long, random.integer(3, 12)),
        texts: TEXTS,
      })),
    ];
    const answers = await learner.play(ways.map(({ chunks }) => pushing(chunks)));
    for (const [i, { chunks, texts }] of ways.entries()) textsOf(answers[i] ?? [], texts, chunks);

    const [some, most] = ['你'.repeat(333), 'a'.repeat(9999)];
    const [plain, trickle, pieces] = await learner.play([
      pushing([new Uint8Array(long), new Uint8Array(0)]),
      new Script('MessageDecoder').feedForDigest('push', stream([some, some]), 1),
      new Script('MessageDecoder').feedForDigest('push', stream([most, some, most]), 97),
    ]);
    textsOf(plain ?? [], TEXTS);
    textsOf(trickle ?? [], [some, some]);
    textsOf(pieces ?? [], [most, some, most]);

    // A connection that broke off in the middle of a message is nothing to the next decoder.
    const half = message('hello').subarray(0, 6);
    const [left, fresh] = await learner.play([pushing([half]), pushing([message('byebye')])]);
    textsOf(left ?? [], []);
    textsOf(fresh ?? [], ['byebye'], [], { leftBy: '"0005he"' });
  },
};

export const endInMessage: Check = {
  id: 'end-in-message',
  title: 'end() throws where the stream was cut inside a message',
  points: 1,
  needs: ['decodes-any-split'],
  lesson: 'the-end-and-the-client',
  next: 'The stream is over. Between which bytes may it end, and between which not?',
  causes: [cutMessageAccepted],
  async play({ learner }) {
    const texts = ['hello', '', '你好'];
    const bytes = stream(texts);
    const whole = [0, 9, 13, 23];
    const places = Array.from({ length: bytes.length + 1 }, (_, place) => place);
    const lists = await learner.play(
      places.flatMap((place) => {
        const part = bytes.subarray(0, place);
        return [pushing([part]).call('end'), pushing(byteByByte(part)).call('end')];
      }),
    );
    for (const [i, list] of lists.entries()) {
      const place = Math.floor(i / 2);
      const begun = whole.findLastIndex((edge) => edge <= place);
      const came = place - (whole[begun] ?? 0);
      const end = list.at(-1);
      textsOf(list.slice(0, -1), texts.slice(0, begun));
      if (came > 0) {
        end?.throws('Error', `${begunPart(texts[begun] ?? '', came)} came, and then the end`, {
          came,
        });
      } else if (end?.error) end.fail({ text: 'no error: the stream ends between two messages' });
    }
  },
};

/** What has come of a message when so many of its bytes have. */
function begunPart(text: string, came: number): string {
  if (came < 4) return `${came} of the 4 bytes of a header`;
  const length = Buffer.byteLength(text);
  return `the header ${header(length)} and ${came - 4} of the ${length} bytes of its body`;
}
