import {
  addedNewline,
  type Check,
  droppedPartOfChunk,
  listensElsewhere,
  resolvedBeforeListening,
} from '../../vocabulary.ts';
import {
  bytesOfAnotherPair,
  connectsLate,
  decodedOnTheWay,
  finClosedTheSender,
  finEndedBothWays,
  finNotPassedOn,
  firstWordsLost,
  keepsUntilFin,
  onePairAtATime,
  sharesOneConnection,
  stoppedEarly,
  waitsForADrain,
} from './causes.ts';
import { firstWordsArrive } from './first-words.ts';
import { type Pair, passes, RelayUnderTest } from './pair.ts';

const MIB = 1024 * 1024;
const ALL_BYTES = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

export const listens: Check = {
  id: 'listens',
  title: 'the relay listens where it was told, or says that it cannot',
  points: 1,
  lesson: 'what-the-grader-plays',
  next: 'Which event says that a server listens, and which one that it cannot?',
  causes: [resolvedBeforeListening, listensElsewhere],
  async play(stage) {
    const { server } = await RelayUnderTest.start(stage);
    server.mustListenOn('127.0.0.1');
    await server.mustRefuseElsewhere();
    const { address } = await stage.host();
    const answer = await stage.learner.call('startRelay', { ...address }, { ...server.address });
    answer.throws('Error', `EADDRINUSE, for another server listens on port ${address.port}`);
  },
};

export const connectsToTarget: Check = {
  id: 'connects-to-target',
  title: 'each client gets a connection at once, and loses no byte',
  points: 1,
  needs: ['listens'],
  lesson: 'two-sockets-four-streams',
  next: 'Many servers speak first. When does your relay learn that there is a client?',
  causes: [connectsLate, firstWordsLost],
  async play(stage) {
    const relay = await RelayUnderTest.start(stage);
    await relay.pair();
    await firstWordsArrive(stage);
  },
};

export const carriesBytes: Check = {
  id: 'carries-bytes',
  title: 'what arrives on one side goes out on the other, at once',
  points: 2,
  needs: ['connects-to-target'],
  lesson: 'two-sockets-four-streams',
  next: 'Which bytes have gone on by now, which have not, and what are those waiting for?',
  causes: [keepsUntilFin, waitsForADrain, addedNewline, decodedOnTheWay],
  async play(stage) {
    const relay = await RelayUnderTest.start(stage);
    const { client, target } = await relay.pair();
    await passes(target, client, Buffer.from('220 ready\r\n'));
    for (const text of ['hello', '你好\r\n', '\0']) {
      await passes(client, target, Buffer.from(text));
      await passes(target, client, Buffer.from(text.repeat(2)));
    }
    for (const byte of stage.random.bytes(8)) {
      await passes(client, target, Buffer.of(byte));
      await passes(target, client, Buffer.of(byte ^ 0xff));
    }
    // A trickle in one direction alone: nothing comes back that would push it on.
    for (const byte of Buffer.from('trickle')) await passes(client, target, Buffer.of(byte));
    await passes(client, target, ALL_BYTES);
    await passes(target, client, ALL_BYTES);
  },
};

export const carriesAll: Check = {
  id: 'carries-all',
  title: '1 MiB passes each way, and both ways at the same time',
  points: 1,
  needs: ['carries-bytes'],
  lesson: 'two-sockets-four-streams',
  next: 'How many bytes may have arrived by the time you are told of some? How many of them do you take?',
  causes: [stoppedEarly, droppedPartOfChunk],
  async play(stage) {
    const relay = await RelayUnderTest.start(stage);
    const { client, target } = await relay.pair();
    const [there, back] = [stage.random.bytes(MIB), stage.random.bytes(MIB)];
    void client.send(there);
    await target.expect(there);
    void target.send(back);
    await client.expect(back);
    void client.send(back);
    void target.send(there);
    await Promise.all([target.expect(back), client.expect(there)]);
  },
};

export const passesOnFin: Check = {
  id: 'passes-on-fin',
  title: 'a FIN ends one direction, and the other one goes on',
  points: 2,
  needs: ['carries-all', 'many-pairs'],
  lesson: 'a-fin-ends-one-direction',
  next: 'Which of the four streams has ended here? Which of the other three have to go on?',
  causes: [finClosedTheSender, finEndedBothWays, finNotPassedOn],
  async play(stage) {
    const relay = await RelayUnderTest.start(stage);
    const reply = stage.random.bytes(256 * 1024);
    for (const question of ['', 'question']) {
      stage.recorder.forget();
      const { client, target } = await relay.pair();
      if (question) await client.send(Buffer.from(question));
      client.fin();
      await target.expectToEnd(Buffer.from(question), { way: 'there' });
      await passes(target, client, reply, { finFrom: 'client' });
      target.fin();
      await client.expectToEnd(Buffer.alloc(0), { way: 'back' });
    }
    stage.recorder.forget();
    const { client, target } = await relay.pair();
    await target.send(Buffer.from('that is all'));
    target.fin();
    await client.expectToEnd(Buffer.from('that is all'), { way: 'back' });
    await passes(client, target, reply, { finFrom: 'target' });
    client.fin();
    await target.expectToEnd(Buffer.alloc(0), { way: 'there' });
  },
};

export const manyPairs: Check = {
  id: 'many-pairs',
  title: '20 pairs at once, each with its own bytes',
  points: 2,
  needs: ['carries-bytes'],
  lesson: 'two-sockets-four-streams',
  next: 'What does your relay keep for a client, and where does it keep it?',
  causes: [sharesOneConnection, onePairAtATime, bytesOfAnotherPair],
  async play(stage) {
    const relay = await RelayUnderTest.start(stage);
    const pairs: Pair[] = [];
    for (let i = 1; i <= 20; i++) {
      pairs.push(await relay.pair(`client ${i}`, { whileOpen: i > 1 && 'client 1' }));
    }
    for (const way of ['there', 'back'] as const) {
      const words = pairs.map((_, i) => [`<${way} for `, `client ${i + 1}>`] as const);
      for (const half of [0, 1] as const) {
        for (const [i, { client, target }] of pairs.entries())
          await (way === 'there' ? client : target).send(Buffer.from(words[i]?.[half] ?? ''));
      }
      const own = words.map((word) => Buffer.from(word.join('')));
      const ends = pairs.map(({ client, target }) => (way === 'there' ? target : client));
      await Promise.all(ends.map((end, i) => end.peer.receive(own[i]?.length ?? 0)));
      // Whoever received too much tells more than those who were left without.
      const most = ends.findIndex(({ peer }, i) => peer.receivedLength > (own[i]?.length ?? 0));
      if (most >= 0) await ends[most]?.expectAtOnce(own[most] ?? Buffer.alloc(0));
      for (const [i, end] of ends.entries()) await end.expect(own[i] ?? Buffer.alloc(0));
    }
    for (const { client, target } of pairs) {
      await target.expectAtOnce(Buffer.alloc(0));
      await client.expectAtOnce(Buffer.alloc(0));
    }
  },
};
