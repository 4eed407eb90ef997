import { type Answer, allWays, type Check, Script } from '../../vocabulary.ts';
import { encodingSet, pausedForEver } from './exact-causes.ts';
import {
  carriageReturnLeft,
  characterCut,
  chunkForLine,
  emptyLineAdded,
  emptyLineDropped,
  lastLineDropped,
  lineStartDropped,
  loneCarriageReturn,
  loopDestroyedSocket,
  otherSeparator,
  promiseOfLines,
  restOfLinesLost,
} from './line-causes.ts';
import { type Played, playStreams, SOCKET } from './stream-play.ts';

/** Chunks that arrive at a socket, then FIN, and the lines that are to be found in them. */
function lines(chunks: readonly Buffer[], expected: string[], note = 'then FIN'): Played {
  const script = new Script().stream(SOCKET, chunks, true).iterate('readLines', [SOCKET]);
  return { chunks, note, script, judge: ([, call, loop]) => linesAre(call, loop, expected) };
}

/** Fails unless the call gave an iterable at once, and that just these lines. */
export function linesAre(
  call: Answer | undefined,
  loop: Answer | undefined,
  expected: string[],
  facts?: Record<string, string | number | boolean>,
): void {
  if (call?.error) call.fail({ text: 'an async iterable of lines' });
  if (call?.promised) call.fail({ text: 'an async iterable, at once' }, { promiseOfLines: true });
  loop?.resolves(expected, facts ? { facts } : {});
}

export const findsLines: Check = {
  id: 'finds-lines',
  title: 'the lines of a stream are found, empty ones and the last too',
  points: 2,
  lesson: 'lines',
  next: 'What ends a line, and what is behind the last end?',
  causes: [promiseOfLines, pausedForEver, emptyLineDropped, emptyLineAdded, lastLineDropped],
  async play({ learner }) {
    const table: [string, string[]][] = [
      ['one\ntwo\n', ['one', 'two']],
      ['one\r\ntwo\r\n', ['one', 'two']],
      ['one\n\ntwo\r\n\r\n', ['one', '', 'two', '']],
      ['one\ntwo', ['one', 'two']],
      ['\n', ['']],
      ['\n\nx', ['', '', 'x']],
      ['', []],
      ['你好\n再见\n', ['你好', '再见']],
    ];
    await playStreams(
      learner,
      table.map(([text, expected]) => lines(text ? [Buffer.from(text)] : [], expected)),
    );
  },
};

export const keepsLoneCr: Check = {
  id: 'keeps-lone-cr',
  title: 'a \\r without \\n behind it belongs to the line',
  points: 1,
  needs: ['finds-lines'],
  lesson: 'lines',
  next: 'Which two bytes end a line together, and which one alone?',
  causes: [otherSeparator, loneCarriageReturn],
  async play({ learner }) {
    const table: [string, string[]][] = [
      ['50%\r100%\n', ['50%\r100%']],
      ['a\r\r\n', ['a\r']],
      ['a\n\rb\n', ['a', '\rb']],
      ['a\r', ['a\r']],
      ['\r', ['\r']],
      ['a\u2028b\u0085c\vd\fe\n', ['a\u2028b\u0085c\vd\fe']],
    ];
    await playStreams(
      learner,
      table.map(([text, expected]) => lines([Buffer.from(text)], expected)),
    );
  },
};

export const linesAnySplit: Check = {
  id: 'lines-any-split',
  title: 'lines are found wherever the stream was cut',
  points: 3,
  needs: ['finds-lines'],
  lesson: 'lines',
  next: 'What of a chunk is a whole line, what is the beginning of one, and when do bytes become text?',
  causes: [
    pausedForEver,
    carriageReturnLeft,
    characterCut,
    emptyLineDropped,
    chunkForLine,
    lineStartDropped,
  ],
  async play({ learner }) {
    const streams: [Buffer, string[]][] = [
      [Buffer.from('hello\nbye\r\n'), ['hello', 'bye']],
      [Buffer.from('a\r\n\r\nb\n\n'), ['a', '', 'b', '']],
      [Buffer.from('你\r\n好'), ['你', '好']],
      // What is no UTF-8: a byte that begins nothing, and a character without its last byte.
      [Buffer.from('ff610ae4bd0a61', 'hex'), ['\ufffda', '\ufffd', 'a']],
    ];
    for (const [bytes, expected] of streams) {
      const ways = allWays(bytes);
      const total = ways.length.toLocaleString('en-US');
      await playStreams(
        learner,
        ways.map((chunks, i) => {
          const number = (i + 1).toLocaleString('en-US');
          const note = `then FIN: way ${number} of ${total}; those with fewer chunks pass`;
          return lines(chunks, expected, i === 0 ? 'then FIN' : note);
        }),
      );
    }
  },
};

/** One reader after the other on one stream. */
function takingTurns(chunks: readonly Buffer[]): Played {
  const script = new Script()
    .stream(SOCKET, chunks, true)
    .invoke('readExactly', SOCKET, 2)
    .iterate('readLines', [SOCKET], 1)
    .arrived(SOCKET, 0)
    .invoke('readExactly', SOCKET, 5)
    .iterate('readLines', [SOCKET], 2)
    .iterate('readLines', [SOCKET])
    .iterate('readLines', [SOCKET])
    .invoke('readExactly', SOCKET, 1);
  const judge = (answers: Answer[]) => {
    const [, two, call, head, state, body, nextCall, next, lastCall, last, ...over] = answers;
    two?.resolves(Buffer.from('#1'));
    linesAre(call, head, ['head'], { destroyed: false });
    const { destroyed, encoding } = Object(state?.value) as Record<string, unknown>;
    const facts = { destroyed: destroyed === true, encoding: String(encoding ?? '') };
    body?.resolves(Buffer.from('b\nody'), { facts });
    linesAre(nextCall, next, ['', 'one'], facts);
    linesAre(lastCall, last, ['two', 'three'], facts);
    linesAre(over[0], over[1], [], facts);
    over[2]?.throws('Error', 'the stream is over, and all of it was read', facts);
  };
  return { chunks, note: 'then FIN', script, judge };
}

export const sharesStream: Check = {
  id: 'shares-stream',
  title: 'a header in lines, then a body of n bytes: nothing is lost',
  points: 2,
  needs: ['any-split', 'ends-early', 'lines-any-split'],
  lesson: 'what-is-left-over',
  next: 'Who knows, behind the last line that was taken, which bytes have come already?',
  causes: [loopDestroyedSocket, encodingSet, pausedForEver, restOfLinesLost],
  async play({ learner }) {
    const stream = Buffer.from('#1head\r\nb\nody\none\ntwo\nthree');
    const halves = Array.from({ length: stream.length - 1 }, (_, i) => [
      stream.subarray(0, i + 1),
      stream.subarray(i + 1),
    ]);
    const bytes = [...stream].map((byte) => Buffer.of(byte));
    await playStreams(learner, [[stream], ...halves, bytes].map(takingTurns));
  },
};
