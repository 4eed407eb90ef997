import * as reference from '../../../solutions/10-ascii-length-prefix.ts';
import {
  type Check,
  type Connection,
  Failure,
  neverSettles,
  observe,
  type Stage,
} from '../../vocabulary.ts';
import { cutMessageAccepted } from './causes.ts';
import {
  errorSwallowed,
  leftOpen,
  nothingChecked,
  sentBeforeChecking,
  waitedForFin,
} from './client-causes.ts';
import { message, stream } from './messages.ts';

export const clientRejects: Check = {
  id: 'client-rejects',
  title: 'sendMessages rejects what is too long, refused, reset or cut',
  points: 2,
  needs: ['client-sends'],
  lesson: 'the-end-and-the-client',
  next: 'By which event or exception does your client hear of this, and who passes it on to the promise?',
  causes: [sentBeforeChecking, cutMessageAccepted, errorSwallowed, neverSettles],
  async play({ learner, host, turn, freePort }) {
    const nobody = { host: '127.0.0.1', port: await freePort() };
    const refused = await learner.call('sendMessages', nobody, ['hello']);
    refused.throws('Error', 'ECONNREFUSED, for nobody listens there', { broken: true });

    const hello = stream(['hello']);
    for (const cut of ['00', '0005', '0005hell']) {
      const listener = await host();
      const called = learner.call('sendMessages', { ...listener.address }, ['hello']);
      const connection = await listener.accept(called);
      await connection?.expectToEnd(hello);
      await connection?.send(Buffer.concat([message('ok'), Buffer.from(cut)]));
      connection?.fin();
      (await called).throws('Error', `the server sent ${cut} and then FIN`, { came: cut.length });
    }

    const listener = await host();
    const called = learner.call('sendMessages', { ...listener.address }, ['hello']);
    const connection = await listener.accept(called);
    await connection?.expectToEnd(hello);
    await connection?.send(message('ok'));
    // Node reads bytes and an RST that come together as the end of the stream: let it read first.
    await turn();
    connection?.reset();
    const why = 'ECONNRESET, for the server broke the connection off';
    (await called).throws('Error', why, { broken: true });

    const late = await host();
    const tooLong = ['hello', 'a'.repeat(10_000)];
    const long = await learner.call('sendMessages', { ...late.address }, tooLong);
    long.rejects('RangeError', 'the second text has 10,000 bytes');
    // Connections are accepted in the order in which they were made: if yours was, it comes first.
    const marker = reference.sendMessages(late.address, []);
    marker.catch(() => {});
    const first = await late.accept(marker);
    await first?.peer.receiveToEnd();
    if (!first || first.peer.receivedLength === 0) return;
    throw new Failure({
      expected: { text: 'no byte of any text, for the second of them is too long' },
      received: { bytes: first.peer.received },
      facts: { sentBefore: first.peer.receivedLength },
    });
  },
};

export const clientGivesUp: Check = {
  id: 'client-gives-up',
  title: 'sendMessages does not wait for the end of a broken stream',
  points: 1,
  needs: ['client-sends'],
  lesson: 'the-end-and-the-client',
  next: 'The stream cannot be read any further. Who notices that, and what becomes of the socket?',
  causes: [nothingChecked, waitedForFin, leftOpen],
  async play({ learner, host, turn }) {
    const noText = Buffer.concat([Buffer.from('0001'), Buffer.of(0xff)]);
    for (const bad of [Buffer.from('00a1'), noText]) {
      const listener = await host();
      const called = learner.call('sendMessages', { ...listener.address }, ['hello']);
      const connection = await listener.accept(called);
      await connection?.expectToEnd(stream(['hello']));
      await connection?.send(Buffer.concat([message('ok'), bad]));
      const why = bad === noText ? 'ff is no UTF-8' : '00a1 is no header';
      (await called).throws('Error', why, { bad: bad.toString('hex') });
      if (connection) await mustBeGone(connection, turn);
    }
    // The broken stream was this one's alone.
    const listener = await host();
    const called = learner.call('sendMessages', { ...listener.address }, []);
    const connection = await listener.accept(called);
    await connection?.send(message('ok'));
    connection?.fin();
    (await called).resolves(['ok']);
  },
};

/** Fails unless the client's socket is gone. Its FIN came long ago: only an answer to more bytes tells. */
async function mustBeGone(connection: Connection, turn: Stage['turn']): Promise<void> {
  const { socket } = connection.peer;
  for (let round = 0; round < 50 && !socket.destroyed; round++) {
    await connection.send(Buffer.from('0'));
    await turn();
  }
  if (socket.destroyed) return;
  throw new Failure({
    expected: { text: 'RST as answer to what is sent after that: the socket is gone' },
    received: { text: 'nothing: your side takes 50 bytes more, and keeps the connection' },
    facts: { leftOpen: true },
  });
}

export const worksWithReference: Check = {
  id: 'works-with-reference',
  title: 'your messages are understood by others, and by each other',
  points: 1,
  needs: ['encodes', 'decodes-any-split', 'client-sends'],
  lesson: 'what-the-grader-plays',
  next: 'Which of the two sides reads or writes the header in another way?',
  async play({ learner, host, random }) {
    const texts = ['hello', '', '你好', String(random.integer(0, 1e9)), '🙂'.repeat(2499)];
    const encoded = await learner.calls(texts.map((text) => ['encodeMessage', text]));
    const own = Buffer.concat(
      encoded.map(({ value }) => (value instanceof Uint8Array ? value : Buffer.alloc(0))),
    );
    // What the learner's encoder writes comes from a server: first to the reference, then to the learner's client.
    const others = await host();
    const theirs = reference.sendMessages(others.address, texts);
    const heard = observe('what the reference client finds in your messages', theirs);
    await answerWith(await others.accept(theirs), own);
    (await heard).resolves(texts);
    const yours = await host();
    const called = learner.call('sendMessages', { ...yours.address }, texts);
    const connection = await yours.accept(called);
    await answerWith(connection, own);
    (await called).resolves(texts);
    // And what the learner's client writes goes to the reference decoder.
    const decoder = new reference.MessageDecoder();
    const sent = connection?.peer.received ?? Buffer.alloc(0);
    const read = observe(
      'what the reference decoder finds in what your client sent',
      (async () => decoder.push(sent))(),
    );
    (await read).resolves(texts);
  },
};

async function answerWith(connection: Connection | undefined, bytes: Buffer): Promise<void> {
  await connection?.peer.receiveToEnd();
  await connection?.send(bytes);
  connection?.fin();
}
