import { allWays, type Check, Script } from '../../vocabulary.ts';
import {
  limitCountsEnd,
  limitIgnored,
  limitInCharacters,
  limitOnChunk,
  wrongError,
} from './line-causes.ts';
import { linesAre } from './line-checks.ts';
import { arriving, type Played, playStreams, SOCKET } from './stream-play.ts';

const DEFAULT = 65_536;
const NEXT = 'readLines(socket, { maxLineLength: 5 }): the next line';

interface Limited {
  chunks: readonly Buffer[];
  /** maxLineLength, where it is told. */
  limit?: number;
  /** The lines that come out; a RangeError where there are none. */
  expected?: string[];
  fin?: boolean;
  facts?: Record<string, string | number | boolean>;
}

function limited({ chunks, limit, expected, fin = true, facts }: Limited): Played {
  const options = limit === undefined ? [] : [{ maxLineLength: limit }];
  const script = new Script()
    .stream(SOCKET, chunks, fin)
    .iterate('readLines', [SOCKET, ...options]);
  const came = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  const all = { limit: limit ?? DEFAULT, came, tooLong: expected === undefined, ...facts };
  return {
    chunks,
    script,
    note: fin ? 'then FIN' : 'and nothing more; no FIN',
    facts: all,
    judge([, call, loop]) {
      if (expected) return linesAre(call, loop, expected);
      loop?.throws('RangeError', `a line of more than ${limit ?? DEFAULT} bytes`);
    },
  };
}

const text = (value: string) => Buffer.from(value);

export const limitsLines: Check = {
  id: 'limits-lines',
  title: 'a line that is too long is refused before its end comes',
  points: 2,
  needs: ['lines-any-split'],
  lesson: 'a-largest-line',
  next: 'After how many bytes do you know that a line is too long, and what may its last byte be?',
  causes: [limitInCharacters, limitIgnored, limitOnChunk, limitCountsEnd, wrongError],
  async play({ learner, socket }) {
    const fits = ['hello\n', 'hello\r\n', 'hello'].flatMap((line) => allWays(text(line)));
    const short = [text('a\n'.repeat(1000))];
    await playStreams(learner, [
      limited({ chunks: [text('byebye\n')], limit: 5 }),
      limited({ chunks: [text('byebye')], limit: 5 }),
      ...fits.map((chunks) => limited({ chunks, limit: 5, expected: ['hello'] })),
      limited({ chunks: [text('你好\n')], limit: 6, expected: ['你好'] }),
      limited({ chunks: [text('你好\n')], limit: 5, facts: { characters: true } }),
      limited({
        chunks: short,
        limit: 5,
        expected: new Array<string>(1000).fill('a'),
        facts: { lines: true },
      }),
    ]);
    // Its end never comes, and no FIN either.
    await playStreams(learner, [limited({ chunks: [text('byebyeb')], limit: 5, fin: false })]);
    const bytes = [...text('byebyeb')].map((byte) => Buffer.of(byte));
    await playStreams(learner, [limited({ chunks: bytes, limit: 5, fin: false })]);
    const longest = 'a'.repeat(DEFAULT);
    await playStreams(learner, [
      limited({ chunks: [text(`${longest}\r\n`)], expected: [longest] }),
      limited({ chunks: [text(`${longest}aa`)], fin: false }),
    ]);
    // The lines before it are handed out.
    const end = await socket();
    const chunks = [text('hello\nbyebye!\n')];
    await arriving({ chunks, facts: { limit: 5, tooLong: true, came: 14 } }, async () => {
      const { kept } = await learner.keep('readLines', end.socket, { maxLineLength: 5 });
      const first = learner.next(kept, NEXT);
      await end.sendChunk(text('hello\nbyebye!\n'));
      (await first).resolves({ value: 'hello', done: false });
      (await learner.next(kept, NEXT)).throws('RangeError', 'a line of more than 5 bytes');
    });
  },
};
