import { type Answer, allWays, type Check, Failure, skip } from '../../vocabulary.ts';
import {
  bufferTooSmall,
  chunkForMessage,
  countNotChecked,
  countNotTold,
  droppedLeftover,
  endNotHeard,
  listenersLeft,
  listenersTaken,
  partialAtEnd,
  resetNotHeard,
  stuckAtHighWaterMark,
} from './exact-causes.ts';
import { resetAsEnd } from './line-causes.ts';
import { arriving } from './stream-play.ts';

const STREAM = Buffer.from('hellobyebye');
const MESSAGES = ['hello', 'byebye'].map((text) => Buffer.from(text));
const MIB = 1024 * 1024;

export const overTcp: Check = {
  id: 'over-tcp',
  title: 'over TCP too: confirmed cuts, 1 MiB, and no listeners left',
  points: 2,
  needs: ['any-split'],
  lesson: 'read-until-you-have-enough',
  next: 'How much does a socket hold for you while you wait, and who makes room in it?',
  causes: [
    stuckAtHighWaterMark,
    bufferTooSmall,
    listenersLeft,
    listenersTaken,
    chunkForMessage,
    droppedLeftover,
  ],
  async play({ learner, socket, random }) {
    const end = await socket();
    const { listeners } = await end.state();
    const ways = allWays(STREAM);
    const few = ways.filter(({ length }) => length <= 3 || length === STREAM.length);
    const some = Array.from({ length: 40 }, () => ways[random.integer(0, ways.length - 1)] ?? []);
    let confirmed = true;
    let before = 0;
    for (const [i, chunks] of [...few, ...some].entries()) {
      await arriving({ chunks, note: 'over TCP, one by one' }, async () => {
        const first = learner.call('readExactly', end.socket, 5);
        for (const chunk of chunks) confirmed = (await end.sendChunk(chunk)) && confirmed;
        (await first).resolves(MESSAGES[0], { facts: { at: 0, wanted: 5 } });
        const second = await learner.call('readExactly', end.socket, 6);
        second.resolves(MESSAGES[1], { facts: { at: 1, wanted: 6 } });
      });
      if (i === 9) before = (await end.state()).listeners;
    }
    const count = few.length + some.length;
    const after = (await end.state()).listeners;
    mustNotGrow(before, after, count);
    mustNotShrink(listeners, after);
    const large = random.bytes(MIB);
    const call = learner.call('readExactly', end.socket, MIB);
    void end.grader.send(large);
    const state = call.then(() => undefined).catch(() => end.state());
    const { bytesRead = 0, destroyed = false } = (await state) ?? {};
    const sent = count * STREAM.length;
    const facts = { wanted: MIB, bytesRead: bytesRead - sent, destroyed };
    await arriving(
      { chunks: [], note: '1,048,576 bytes over TCP, in many chunks', facts },
      async () => (await call).resolves(large),
    );
    if (!confirmed) skip('this system did not let the grader see that the chunks came one by one');
  },
};

/** A few may come and go; what every call leaves behind is more than that. */
function mustNotGrow(before: number, after: number, messages: number): void {
  if (after <= before + 10) return;
  throw new Failure({
    called: 'readExactly(socket, 5); readExactly(socket, 6)',
    expected: { text: `no more listeners on the socket than after 10 times: ${before}` },
    received: { text: `${after}, after ${messages} times` },
    facts: { listeners: after },
  });
}

/** Whoever called has listeners of its own on the socket. */
function mustNotShrink(before: number, after: number): void {
  if (after >= before) return;
  throw new Failure({
    called: 'readExactly(socket, 5); readExactly(socket, 6)',
    expected: { text: `the listeners that were on the socket before: ${before}` },
    received: { text: String(after) },
    facts: { listenersFewer: before - after },
  });
}

const DIGITS = (number: number) => new RegExp(`(^|\\D)${number}(\\D|$)`);

/** Fails unless the call was rejected with an Error that says how far it came. */
function cameOnly(answer: Answer, came: number, of: number): void {
  const why = `its message says that ${came} of ${of} bytes came`;
  const facts = { early: true, wanted: of };
  answer.throws('Error', why, facts);
  const told = answer.error?.message ?? '';
  if (!DIGITS(came).test(told) || !DIGITS(of).test(told))
    answer.fail({ text: `Error: ${why}` }, facts);
}

export const endsEarly: Check = {
  id: 'ends-early',
  title: 'a stream that ends too early is told, with how far it came',
  points: 2,
  needs: ['waits-for-rest', 'keeps-leftover'],
  lesson: 'the-end-of-the-stream',
  next: 'Which events say that no byte will come any more, and what does whoever waits for one get?',
  causes: [partialAtEnd, endNotHeard, countNotTold],
  async play({ learner, socket }) {
    for (const [text, n] of [
      ['hel', 5],
      ['', 5],
      ['hellobyebye', 12],
    ] as const) {
      const end = await socket();
      const story = {
        chunks: text ? [Buffer.from(text)] : [],
        note: 'then FIN',
        facts: { early: true },
      };
      await arriving(story, async () => {
        const call = learner.call('readExactly', end.socket, n);
        if (text) await end.sendChunk(Buffer.from(text));
        end.grader.fin();
        cameOnly(await call, text.length, n);
        const later = await learner.call('readExactly', end.socket, 12);
        later.throws('Error', 'the stream is over', { early: true, wanted: 12 });
      });
    }
    // What is left over is still served after the end, and then no more.
    const end = await socket();
    const story = { chunks: [STREAM], note: 'then FIN, then the calls', facts: { early: true } };
    await arriving(story, async () => {
      await end.sendChunk(STREAM);
      end.grader.fin();
      for (const message of MESSAGES) {
        (await learner.call('readExactly', end.socket, message.length)).resolves(message);
      }
      for (let again = 0; again < 2; again++) {
        cameOnly(await learner.call('readExactly', end.socket, 5), 0, 5);
      }
    });
  },
};

export const refusesCount: Check = {
  id: 'refuses-count',
  title: 'an n that counts nothing is refused, and takes nothing',
  points: 1,
  needs: ['keeps-leftover'],
  lesson: 'what-the-grader-plays',
  next: 'Which numbers can be a number of bytes?',
  causes: [countNotChecked],
  async play({ learner, socket }) {
    const end = await socket();
    await end.sendChunk(STREAM);
    await arriving({ chunks: [STREAM] }, async () => {
      for (const n of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
        const call = learner.call('readExactly', end.socket, n);
        const answer = await arriving({ chunks: [STREAM], facts: { n: String(n) } }, () => call);
        answer.throws('RangeError', 'no number of bytes', { n: String(n) });
      }
      for (const message of MESSAGES) {
        (await learner.call('readExactly', end.socket, message.length)).resolves(message);
      }
    });
  },
};

export const tellsReset: Check = {
  id: 'tells-reset',
  title: 'a reset is an error for whoever reads',
  points: 1,
  needs: ['ends-early', 'lines-any-split'],
  lesson: 'the-end-of-the-stream',
  next: 'Which events does a socket have after an RST, and which of them does your code wait for?',
  causes: [resetNotHeard, resetAsEnd],
  async play({ learner, socket, turn }) {
    const chunks = [Buffer.from('hel')];
    const story = { chunks, note: 'then RST', facts: { reset: true } };
    const end = await socket();
    await arriving(story, async () => {
      const call = learner.call('readExactly', end.socket, 5);
      await end.sendChunk(Buffer.from('hel'));
      await turn();
      end.grader.reset();
      (await call).throws('Error', 'the connection was reset');
      const later = await learner.call('readExactly', end.socket, 5);
      later.throws('Error', 'the connection was reset');
    });
    const lines = await socket();
    await arriving(story, async () => {
      const { kept } = await learner.keep('readLines', lines.socket);
      const next = learner.next(kept, 'readLines(socket): the next line');
      await lines.sendChunk(Buffer.from('hel'));
      await turn();
      lines.grader.reset();
      (await next).throws('Error', 'the connection was reset', { lines: true });
    });
  },
};
