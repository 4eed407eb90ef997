import {
  type Check,
  listensElsewhere,
  noFin,
  Repeated,
  resolvedBeforeListening,
} from '../../vocabulary.ts';
import {
  answersInOrder,
  askedBeforeFin,
  closedByItself,
  emptyReplyForgotten,
  finTakenForGone,
  lostTail,
  sharedQuestion,
} from './causes.ts';
import { mustAsk, mustNotAsk, START, start } from './play.ts';

export const listens: Check = {
  id: 'listens',
  title: 'the server listens where it was told, or says why not',
  points: 1,
  lesson: 'what-the-grader-plays',
  next: 'Which event says that a server listens, and which that it cannot?',
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
  causes: [askedBeforeFin],
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
      await mustAsk(played, n, Buffer.concat(pieces), client);
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
  causes: [closedByItself, finTakenForGone, noFin],
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
  },
};

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
