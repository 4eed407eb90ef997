import {
  type Check,
  Failure,
  listensElsewhere,
  noFin,
  Repeated,
  resolvedBeforeListening,
  type Stage,
} from '../../vocabulary.ts';
import {
  answersInOrder,
  askedBeforeFin,
  closedByItself,
  decodedQuestion,
  emptyReplyForgotten,
  finTakenForGone,
  gaveUp,
  lostTail,
  notAskedAtFin,
  questionOfOthers,
  sharedQuestion,
  wholeBuffer,
} from './causes.ts';
import { mustAsk, mustNotAsk, type Played, START, sleep, start } from './play.ts';

export const listens: Check = {
  id: 'listens',
  title: 'the server listens where it was told, or says why not',
  points: 1,
  lesson: 'what-the-grader-plays',
  next: 'On which host and port did you have it listen, and which events say that it does, or cannot?',
  causes: [resolvedBeforeListening, listensElsewhere],
  async play(stage) {
    const { server } = await start(stage);
    server.mustListenOn('127.0.0.1');
    await server.connect();
    await server.mustRefuseElsewhere();
    const { address } = await stage.host();
    const reply = await stage.learner.callback('reply');
    const limits = { mostBytes: 1024, lingerMs: 1000 };
    const busy = await stage.learner.call(START, { ...address }, reply.reference, limits);
    busy.throws('Error', `EADDRINUSE, for another server listens on port ${address.port}`);
  },
};

export const readsToFin: Check = {
  id: 'reads-to-fin',
  title: 'a question is all that comes before FIN',
  points: 2,
  needs: ['listens'],
  lesson: 'the-fin-is-the-question-mark',
  next: 'Which event says that a client has sent its last byte?',
  causes: [askedBeforeFin, questionOfOthers, decodedQuestion, notAskedAtFin],
  async play(stage) {
    const { random, turn } = stage;
    const played = await start(stage);
    const questions = [
      [Buffer.from('hel'), Buffer.from('lo')],
      random.cut(random.bytes(100_000), 5),
      [Buffer.from('\n')],
    ];
    for (const [n, pieces] of questions.entries()) {
      const client = await played.server.connect();
      await client.sendInPieces(pieces);
      await turn();
      await mustNotAsk(played, n, 'the client has not sent FIN', { name: client.peer.name });
      client.fin();
      const before = Buffer.concat(questions.slice(0, n).flat()).toString('latin1');
      await mustAsk(played, n, Buffer.concat(pieces), client, { before });
      await turn();
      await mustNotAsk(played, n + 1, 'one question is asked once', { name: client.peer.name });
      await played.reply.resolve(n, Buffer.from('ok'));
      await client.peer.receiveToEnd();
    }
  },
};

export const repliesLate: Check = {
  id: 'replies-late',
  title: 'a reply that is made after FIN arrives, and FIN behind it',
  points: 2,
  needs: ['reads-to-fin'],
  lesson: 'the-late-reply',
  next: "Who ends your server's direction, and when?",
  causes: [gaveUp, closedByItself, finTakenForGone, wholeBuffer, noFin],
  async play(stage) {
    const played = await start(stage);
    for (const [n, text] of ['hello', 'a second question'].entries()) {
      const client = await played.server.connect();
      const question = Buffer.from(text);
      await client.send(question);
      client.fin();
      await mustAsk(played, n, question, client);
      await stage.turn();
      const endedBefore = client.peer.ending !== 'open';
      const answer = Buffer.from(text.toUpperCase());
      await played.reply.resolve(n, answer);
      await client.expectToEnd(answer, { endedBefore });
    }
    await takeTheirTime(stage, played, 2);
  },
};

/** So long nothing happens; and longer where a timer of the learner's runs that may end somebody. */
const PAUSE_MS = 1200;
const MOST_PAUSE_MS = 5500;

/** A client that waits for its reply, and one in the middle of a question, as the nth and the next. */
async function takeTheirTime(stage: Stage, played: Played, n: number): Promise<void> {
  const waiting = await played.server.connect('client 3');
  await waiting.send(Buffer.from('hello'));
  waiting.fin();
  await mustAsk(played, n, Buffer.from('hello'), waiting);
  const asking = await played.server.connect('client 4');
  await asking.send(Buffer.from('half a '));
  await stage.turn();
  const began = performance.now();
  const elapsed = () => performance.now() - began;
  const both = [waiting, asking];
  const ended = () => both.find(({ peer }) => peer.ending !== 'open');
  while (!ended() && elapsed() < MOST_PAUSE_MS) {
    await sleep(50);
    if (elapsed() > PAUSE_MS && (await stage.learner.timers()) === 0) break;
  }
  await stage.turn();
  const given = ended();
  if (given) {
    const { name, ending, received } = given.peer;
    const end = ending === 'fin' ? 'FIN' : 'RST';
    const ms = Math.round(elapsed());
    throw new Failure({
      expected: { text: `${name} is waited for, however long it takes` },
      received: received.length > 0 ? { bytes: received, end } : { text: `${end} to ${name}` },
      facts: { name, ending, gaveUp: ms, asked: given === waiting },
    });
  }
  await played.reply.resolve(n, Buffer.from('HELLO'));
  await waiting.expectToEnd(Buffer.from('HELLO'), { endedBefore: false });
  await asking.send(Buffer.from('question'));
  asking.fin();
  await mustAsk(played, n + 1, Buffer.from('half a question'), asking);
  await played.reply.resolve(n + 1, Buffer.from('AT LAST'));
  await asking.expectToEnd(Buffer.from('AT LAST'), { endedBefore: false });
}

export const wholeReply: Check = {
  id: 'whole-reply',
  title: 'the whole reply arrives: 8 MiB, or no bytes at all',
  points: 2,
  needs: ['replies-late'],
  lesson: 'an-ack-is-not-a-reader',
  next: 'What happens to the bytes that you have written and the kernel has not taken yet?',
  causes: [emptyReplyForgotten, lostTail, noFin],
  async play(stage) {
    const played = await start(stage);
    const block = stage.random.bytes(64 * 1024);
    for (const [n, times] of [0, 128].entries()) {
      const client = await played.server.connect();
      client.peer.pause();
      await client.send(Buffer.from('how much?'));
      client.fin();
      await mustAsk(played, n, Buffer.from('how much?'), client);
      await played.reply.resolve(n, new Repeated(block, times));
      await stage.turn();
      client.peer.resume();
      await client.expectToEnd(Buffer.alloc(block.length * times, block), {
        asked: block.length * times,
      });
    }
  },
};

const CLIENTS = 5;

export const manyAtOnce: Check = {
  id: 'many-at-once',
  title: 'replies go out as they are made, each to its own client',
  points: 1,
  needs: ['replies-late'],
  lesson: 'the-late-reply',
  next: 'What does your server keep for one client, and who else can see it?',
  causes: [sharedQuestion, answersInOrder],
  async play(stage) {
    const played = await start(stage);
    const clients = await played.server.connectMany(CLIENTS);
    for (const client of clients) await client.send(Buffer.from(`${client.peer.name} asks`));
    for (const client of clients) await client.send(Buffer.from(' this'));
    for (const [n, client] of clients.entries()) {
      client.fin();
      const waits = n > 0 && (await played.reply.args(n)) === undefined;
      const facts: Record<string, string> = waits ? { waitsFor: 'client 1' } : {};
      await mustAsk(played, n, Buffer.from(`${client.peer.name} asks this`), client, facts);
    }
    for (const [n, client] of [...clients.entries()].reverse()) {
      const answer = Buffer.from(`hello, ${client.peer.name}`);
      await played.reply.resolve(n, answer);
      await client.expectToEnd(answer);
    }
  },
};
