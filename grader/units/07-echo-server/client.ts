import * as reference from '../../../solutions/07-echo-server.ts';
import {
  type Check,
  callElsewhere,
  fixedLocalPort,
  hostIgnored,
  LOOPBACK,
  neverSettles,
  noFin,
  observe,
  type Stage,
  stoppedAfterFirstChunk,
} from '../../vocabulary.ts';
import { echoedAsText } from './causes.ts';

export const clientSendsAndReads: Check = {
  id: 'client-sends-and-reads',
  title: 'sendAndReadAll sends, half-closes, and reads to the end',
  points: 2,
  lesson: 'a-client-that-half-closes',
  next: 'How does the server know that you have sent all? And how do you know that it has?',
  causes: [hostIgnored, fixedLocalPort, noFin, stoppedAfterFirstChunk, echoedAsText],
  async play(stage) {
    const { learner, host, random } = stage;
    const played = [
      {
        bytes: Buffer.from('hello'),
        reply: random.cut(Buffer.from('five chunks, one after the other'), 5),
      },
      { bytes: Buffer.alloc(0), reply: [] },
      { bytes: random.bytes(128 * 1024), reply: [random.bytes(256 * 1024), Buffer.from('!')] },
    ];
    for (const { bytes, reply } of played) {
      const listener = await host();
      const called = learner.call('sendAndReadAll', { ...listener.address }, bytes);
      const connection = await listener.accept(called);
      if (connection) {
        await connection.expectToEnd(bytes);
        await connection.sendInPieces(reply);
        connection.fin();
      }
      (await called).resolves(Buffer.concat(reply));
    }
    await twoAtOnce(stage);
    await elsewhere(stage);
  },
};

/** Two calls with one server, which answers the later one first. */
async function twoAtOnce({ learner, host }: Stage): Promise<void> {
  const listener = await host();
  const talks = [];
  for (const text of ['one', 'another']) {
    const called = learner.call('sendAndReadAll', { ...listener.address }, Buffer.from(text));
    const connection = await listener.accept(called);
    const reply = Buffer.from(`the answer to ${text}`);
    // Where no connection came, the call is over, and tells why.
    if (!connection) (await called).resolves(reply);
    talks.unshift({ text, called, connection, reply });
  }
  for (const { text, connection } of talks) await connection?.expectToEnd(Buffer.from(text));
  for (const { connection, reply } of talks) await connection?.send(reply);
  for (const { called, connection, reply } of talks) {
    connection?.fin();
    (await called).resolves(reply);
  }
}

async function elsewhere(stage: Stage): Promise<void> {
  const bytes = Buffer.from('hello');
  const made = await callElsewhere(stage, (address) =>
    stage.learner.call('sendAndReadAll', { ...address }, bytes),
  );
  if (!made) return;
  await made.connection?.expectToEnd(bytes);
  await made.connection?.send(Buffer.from('bye'));
  made.connection?.fin();
  (await made.called).resolves(Buffer.from('bye'));
}

export const clientReportsErrors: Check = {
  id: 'client-reports-errors',
  title: 'sendAndReadAll rejects when it is refused or reset',
  points: 1,
  needs: ['client-sends-and-reads'],
  lesson: 'a-client-that-half-closes',
  next: 'Which event tells a client that nobody listens, and which one that the connection broke?',
  causes: [neverSettles],
  async play({ learner, host, turn }) {
    const gone = await host();
    const address = { ...gone.address };
    await gone.close();
    const refused = await learner.call('sendAndReadAll', address, Buffer.from('hello'));
    refused.throws('Error', 'ECONNREFUSED, for nobody listens there');

    const listener = await host();
    const called = learner.call('sendAndReadAll', { ...listener.address }, Buffer.from('hello'));
    const connection = await listener.accept(called);
    await connection?.expectToEnd(Buffer.from('hello'));
    await connection?.send(Buffer.from('half an ans'));
    // Node reads bytes and an RST that come together as the end of the stream: let it read the bytes first.
    await turn();
    connection?.reset();
    (await called).throws('Error', 'ECONNRESET, for the server broke the connection off');
  },
};

export const worksWithReference: Check = {
  id: 'works-with-reference',
  title: 'your servers and your client work with others, and with each other',
  points: 1,
  needs: ['echoes-bytes', 'upper-cases-ascii', 'answers-after-fin', 'client-sends-and-reads'],
  lesson: 'what-the-grader-plays',
  next: 'Which of the two sides ended too early?',
  async play({ learner, server, random, closeAtEnd }) {
    const bytes = random.bytes(100_000);
    const others = await reference.startEchoServer(LOOPBACK);
    closeAtEnd(() => new Promise((resolve) => others.close(resolve)));
    const { port } = others.address() as { port: number };
    (await learner.call('sendAndReadAll', { ...LOOPBACK, port }, bytes)).resolves(bytes);
    const echo = await server('startEchoServer');
    const theirs = reference.sendAndReadAll(echo.address, bytes);
    (await observe('the reference client, talking to your server', theirs)).resolves(bytes);
    (await learner.call('sendAndReadAll', { ...echo.address }, bytes)).resolves(bytes);
  },
};
