import {
  type Check,
  callElsewhere,
  fixedLocalPort,
  hostIgnored,
  noFin,
  type Stage,
  same,
} from '../../vocabulary.ts';
import {
  chunkWasAll,
  listOfAllCalls,
  noConnection,
  sharedState,
  waitsBetween,
} from './client-causes.ts';
import { message, stream } from './messages.ts';

export const clientSends: Check = {
  id: 'client-sends',
  title: 'sendMessages sends, half-closes, and reads to the end',
  points: 2,
  lesson: 'the-end-and-the-client',
  next: 'Which step is the first that went otherwise: connecting, sending, your FIN, or reading to that of the server?',
  causes: [
    hostIgnored,
    fixedLocalPort,
    listOfAllCalls,
    noConnection,
    noFin,
    waitsBetween,
    sharedState,
    chunkWasAll,
  ],
  async play(stage) {
    const { learner, host, random } = stage;
    const many = Array.from({ length: 40 }, (_, i) => '你'.repeat(3333 - i));
    const played = [
      { texts: ['hello', '', '你好'], answers: ['byebye', '', '再见', '0005'], pieces: 9 },
      { texts: [' two\nlines\r\n'], answers: ['\tone\n', ' '], pieces: 4 },
      { texts: [], answers: ['one', 'two'], pieces: 2 },
      { texts: ['hello'], answers: [], pieces: 1 },
      { texts: many, answers: many.toReversed(), pieces: 30 },
    ];
    const before: string[] = [];
    for (const { texts, answers, pieces } of played) {
      const listener = await host();
      const called = learner.call('sendMessages', { ...listener.address }, texts);
      const connection = await listener.accept(called);
      if (connection) {
        await connection.expectToEnd(stream(texts));
        await connection.sendInPieces(random.cut(stream(answers), pieces));
        connection.fin();
      }
      const answer = await called;
      const connected = connection ?? (answer.error ? undefined : await listener.next());
      const keepsBefore = before.length > 0 && same(answer.value, [...before, ...answers]);
      answer.resolves(answers, { facts: { connected: connected !== undefined, keepsBefore } });
      before.push(...answers);
    }
    // A server may speak first.
    const listener = await host();
    const called = learner.call('sendMessages', { ...listener.address }, ['hello']);
    const connection = await listener.accept(called);
    await connection?.send(stream(['welcome']));
    await connection?.expectToEnd(stream(['hello']));
    await connection?.send(stream(['byebye']));
    connection?.fin();
    (await called).resolves(['welcome', 'byebye']);
    await playTwoAtOnce(stage);
    await playElsewhere(stage);
  },
};

/** Two calls with one server, each in the middle of a message when bytes come for the other. */
async function playTwoAtOnce({ learner, host, turn }: Stage): Promise<void> {
  const talks = [];
  const listener = await host();
  for (const [text, answer] of [
    ['hello', 'byebye'],
    ['你好', '再见'],
  ] as const) {
    const called = learner.call('sendMessages', { ...listener.address }, [text]);
    const connection = await listener.accept(called);
    talks.push({ text, answer, called, connection });
  }
  for (const { text, answer, called, connection } of talks) {
    // Where no connection came, the call is over, and tells why.
    if (!connection) (await called).resolves([answer], { facts: { atOnce: true } });
    await connection?.expectToEnd(message(text));
  }
  for (let piece = 0; piece < 3; piece++) {
    for (const { answer, connection } of talks) {
      const bytes = message(answer);
      const end = piece < 2 ? piece * 3 + 3 : bytes.length;
      await connection?.send(bytes.subarray(piece * 3, end));
      await turn();
    }
  }
  for (const { connection } of talks) connection?.fin();
  for (const { answer, called } of talks) {
    (await called).resolves([answer], { facts: { atOnce: true } });
  }
}

async function playElsewhere(stage: Stage): Promise<void> {
  const made = await callElsewhere(stage, (address) =>
    stage.learner.call('sendMessages', { ...address }, ['hello']),
  );
  if (!made) return;
  await made.connection?.expectToEnd(message('hello'));
  await made.connection?.send(message('byebye'));
  made.connection?.fin();
  (await made.called).resolves(['byebye']);
}
