import { type Answer, allWays, type Check, Reference, Script } from '../../vocabulary.ts';
import {
  chunkForMessage,
  droppedLeftover,
  encodingSet,
  leftInTheBuffer,
  leftoverOfAnother,
  lostBetweenCalls,
  oneMoreRead,
  pausedForEver,
  slept,
  textForBytes,
  waitsForNothing,
} from './exact-causes.ts';
import { arriving, type Played, playStreams, SOCKET } from './stream-play.ts';

const STREAM = Buffer.from('hellobyebye');
const MESSAGES = ['hello', 'byebye'].map((text) => Buffer.from(text));

/** Chunks that arrive at a socket, then FIN, and the messages that are to be read from them. */
function reading(
  chunks: readonly Buffer[],
  messages: readonly Buffer[],
  more: { before?: boolean; note?: string; facts?: Played['facts'] } = {},
): Played {
  const script = new Script().stream(SOCKET, chunks, true);
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  if (more.before) script.arrived(SOCKET, length);
  for (const { length: n } of messages) script.invoke('readExactly', SOCKET, n);
  const judge = (answers: Answer[]) => {
    const calls = answers.slice(more.before ? 2 : 1);
    for (const [at, message] of messages.entries()) {
      calls[at]?.resolves(message, { facts: { at, wanted: message.length } });
    }
  };
  const note = more.note ?? 'then FIN';
  return { chunks, script, judge, note, ...(more.facts ? { facts: more.facts } : {}) };
}

export const readsExactly: Check = {
  id: 'reads-exactly',
  title: 'n bytes that are there are read, and none for n = 0',
  points: 1,
  lesson: 'read-until-you-have-enough',
  next: 'How many bytes have to be there before the promise settles? What does it resolve with then?',
  causes: [textForBytes, encodingSet, waitsForNothing, pausedForEver, leftInTheBuffer],
  async play({ learner, random }) {
    const messages = [Buffer.from('hello'), Buffer.from('你好'), random.bytes(300)];
    for (const before of [false, true]) {
      const streams = messages.map((message) => reading([message], [message], { before }));
      await playStreams(learner, streams);
    }
    const nothing = Buffer.alloc(0);
    await playStreams(learner, [reading([Buffer.from('hello')], [Buffer.from('hello'), nothing])]);
    const script = new Script().stream(SOCKET, [], false).invoke('readExactly', SOCKET, 0);
    const note = 'nothing, and no FIN';
    await arriving({ chunks: [], note, facts: { wanted: 0 } }, async () => {
      const [[, answer] = []] = await learner.play([script]);
      answer?.resolves(nothing);
    });
  },
};

export const waitsForRest: Check = {
  id: 'waits-for-rest',
  title: 'a message in two pieces, with a pause between, is waited for',
  points: 2,
  needs: ['reads-exactly'],
  lesson: 'three-cures-that-do-not-help',
  next: 'What tells you that all five bytes are there: a time, a chunk, an option, or their number?',
  causes: [slept, chunkForMessage],
  async play({ learner, socket, turn }) {
    const end = await socket();
    const chunks = [Buffer.from('hel'), Buffer.from('lo')];
    const call = learner.call('readExactly', end.socket, 5);
    let settled = false;
    const settle = () => {
      settled = true;
    };
    call.then(settle, settle);
    const { timers } = await end.state();
    await end.sendChunk(Buffer.from('hel'));
    await turn();
    const slept = (!settled && (await end.pause())) || timers > 0;
    await turn();
    const note = 'and nothing more for a while; no FIN';
    await arriving({ chunks: chunks.slice(0, 1), note, facts: { slept } }, async () => {
      if (settled) (await call).fail({ text: 'a promise that waits for the 2 bytes to come' });
    });
    await end.sendChunk(Buffer.from('lo'));
    await arriving({ chunks, note: 'with a pause between them' }, async () => {
      (await call).resolves(Buffer.from('hello'), { facts: { wanted: 5 } });
    });
  },
};

export const keepsLeftover: Check = {
  id: 'keeps-leftover',
  title: 'what is not asked for yet is kept for the next call',
  points: 2,
  needs: ['reads-exactly'],
  lesson: 'what-is-left-over',
  next: 'Where are the bytes that came and were not asked for, between one call and the next?',
  causes: [
    leftoverOfAnother,
    chunkForMessage,
    pausedForEver,
    leftInTheBuffer,
    lostBetweenCalls,
    droppedLeftover,
  ],
  async play({ learner }) {
    const nothing = Buffer.alloc(0);
    const [hello = nothing, byebye = nothing] = MESSAGES;
    await playStreams(learner, [
      reading([STREAM], MESSAGES),
      reading([STREAM], [hello, nothing, byebye]),
      reading(
        [STREAM],
        [...STREAM].map((byte) => Buffer.of(byte)),
      ),
    ]);
    // The second message comes while no call waits for it.
    const script = new Script()
      .stream(SOCKET, MESSAGES, true)
      .invoke('readExactly', SOCKET, 5)
      .arrived(SOCKET, 11)
      .invoke('readExactly', SOCKET, 6);
    const judge = ([, first, , second]: Answer[]) => {
      first?.resolves(hello, { facts: { at: 0, wanted: 5 } });
      second?.resolves(byebye, { facts: { at: 1, wanted: 6 } });
    };
    const note = 'the second while no call was waiting, then FIN';
    await playStreams(learner, [
      { script, judge, chunks: MESSAGES, note, facts: { between: true } },
    ]);
    await playStreams(learner, [twoSockets()]);
  },
};

/** Two streams of which each has something left over when the other is read. */
function twoSockets(): Played {
  const other = new Reference('another socket');
  const capitals = Buffer.from('HELLOBYEBYE');
  const script = new Script().stream(SOCKET, [STREAM], true).stream(other, [capitals], true);
  for (const n of [5, 6]) script.invoke('readExactly', SOCKET, n).invoke('readExactly', other, n);
  const judge = ([, , hello, HELLO, byebye, BYEBYE]: Answer[]) => {
    hello?.resolves(STREAM.subarray(0, 5));
    HELLO?.resolves(capitals.subarray(0, 5));
    byebye?.resolves(STREAM.subarray(5));
    BYEBYE?.resolves(capitals.subarray(5));
  };
  const note = 'then FIN; at another socket the same in capitals';
  return { chunks: [STREAM], script, judge, note, facts: { sockets: 2 } };
}

export const anySplit: Check = {
  id: 'any-split',
  title: 'hello and byebye are found in all 1,024 ways to cut them',
  points: 3,
  needs: ['waits-for-rest', 'keeps-leftover'],
  lesson: 'read-until-you-have-enough',
  next: 'In how many chunks may five bytes come, and what does your code do behind the last of them?',
  causes: [oneMoreRead, chunkForMessage, pausedForEver, leftInTheBuffer, droppedLeftover],
  async play({ learner }) {
    const ways = allWays(STREAM);
    const total = ways.length.toLocaleString('en-US');
    const streams = ways.map((chunks, i) => {
      const number = (i + 1).toLocaleString('en-US');
      const note =
        i === 0 ? 'then FIN' : `then FIN: way ${number} of ${total}; those with fewer chunks pass`;
      return reading(chunks, MESSAGES, { note });
    });
    await playStreams(learner, streams);
    const few = ways.filter(({ length }) => length <= 3 || length === STREAM.length);
    const note = 'all of it before the first call, then FIN';
    await playStreams(
      learner,
      few.map((chunks) => reading(chunks, MESSAGES, { before: true, note })),
    );
  },
};
