import { type Check, type Connection, Failure, hostIgnored, noFin } from '../../vocabulary.ts';
import {
  decodedPerChunk,
  endTakenForNewline,
  errorSwallowed,
  firstChunkTaken,
  gaveUpInTheMiddle,
  goodbyeTooLate,
  newlineKept,
  readPastNewline,
  resetByServer,
  socketLeftOpen,
  spokeBeforeGreeting,
} from './client-causes.ts';
import { greetElsewhere } from './other-servers.ts';
import { during, everyCut, GOODBYE, GREETING, sendApart } from './texts.ts';

const CALLED = 'greet({ host, port })';

const hex = (parts: readonly Buffer[]) => parts.map((part) => part.toString('hex')).join(' │ ');

export const hearsGreeting: Check = {
  id: 'hears-greeting',
  title: 'greet hears 你好, says 再见 and leaves',
  points: 2,
  lesson: 'a-client-that-answers',
  next: 'In which order does your client hear, speak and leave, and how does the server learn of each?',
  causes: [hostIgnored, spokeBeforeGreeting, noFin, newlineKept, gaveUpInTheMiddle],
  async play(stage) {
    const { learner, host, turn } = stage;
    const listener = await host();
    for (const greeting of ['你好', 'Hello', '']) {
      const called = learner.call('greet', { ...listener.address });
      const connection = await listener.accept(called);
      if (connection) {
        await turn();
        await during(CALLED, called, async () => {
          mustBeSilent(connection);
          await connection.send(Buffer.from(`${greeting}\n`));
          await connection.expectToEnd(GOODBYE);
        });
        connection.fin();
      }
      (await called).resolves(greeting);
    }
    await greetElsewhere(stage);
  },
};

function mustBeSilent({ peer: { received, name } }: Connection): void {
  if (received.length === 0) return;
  throw new Failure({
    expected: { text: 'nothing, as long as the server has not greeted' },
    received: { bytes: received },
    facts: { name, spokeFirst: true },
  });
}

export const greetingAnySplit: Check = {
  id: 'greeting-any-split',
  title: 'greet finds the greeting wherever it was cut',
  points: 2,
  needs: ['hears-greeting'],
  lesson: 'an-event-is-not-a-message',
  next: 'When your client has some bytes, how does it know whether they are the whole greeting?',
  causes: [decodedPerChunk, firstChunkTaken, readPastNewline],
  async play({ learner, host, turn, recorder }) {
    const listener = await host();
    const telling = [GREETING.subarray(0, 3), GREETING.subarray(3)];
    const withMore = Buffer.concat([GREETING, Buffer.from('and more\n')]);
    for (const pieces of [telling, ...everyCut(GREETING), [withMore]]) {
      recorder.forget(); // each visit is a story of its own
      const called = learner.call('greet', { ...listener.address });
      const connection = await listener.accept(called);
      if (connection) {
        await sendApart(connection, pieces, turn);
        // Whoever left before the end says so by what the promise came to.
        await connection.peer.receiveToEnd();
        connection.fin();
      }
      (await called).resolves('你好', { remark: `arrived as ${hex(pieces)}` });
      if (connection) await during(CALLED, called, () => connection.expectToEnd(GOODBYE));
    }
  },
};

export const settles: Check = {
  id: 'settles',
  title: 'greet settles, however the server leaves',
  points: 2,
  needs: ['greeting-any-split'],
  lesson: 'nobody-there-and-nobody-speaking',
  next: 'Which events can end a visit, with a greeting or without, and what does your promise do at each of them?',
  causes: [errorSwallowed, endTakenForNewline, resetByServer, goodbyeTooLate],
  async play({ learner, host, turn }) {
    const gone = await host();
    const address = { ...gone.address };
    await gone.close();
    const refused = await learner.call('greet', address);
    const promise = 'with the code ECONNREFUSED, for nobody listens there';
    refused.throws('Error', promise, { refused: true });
    if (refused.error?.code !== 'ECONNREFUSED') refused.fail({ text: `an Error ${promise}` });

    const listener = await host();
    for (const heard of [0, 3, 4, 6]) {
      const part = GREETING.subarray(0, heard);
      for (const way of ['FIN', 'RST'] as const) {
        const called = learner.call('greet', { ...listener.address });
        const connection = await listener.accept(called);
        if (connection) {
          await turn();
          if (heard > 0) await connection.send(part);
          if (way === 'FIN') connection.fin();
          // Node reads bytes and an RST that come together as the end of the stream.
          await turn();
          if (way === 'RST') connection.reset();
        }
        const told = `${way} came after ${heard} of the greeting's 7 bytes`;
        (await called).throws('Error', told, { leftAfter: heard, way });
      }
    }
    const called = learner.call('greet', { ...listener.address });
    const connection = await listener.accept(called);
    const sent = connection?.send(GREETING);
    connection?.fin();
    await sent;
    (await called).resolves('你好', { remark: "the server's FIN came right behind it" });
  },
};

export const givesUpOnSilence: Check = {
  id: 'gives-up-on-silence',
  title: 'greet gives up a server that says nothing for deadlineMs',
  points: 1,
  needs: ['settles'],
  lesson: 'nobody-there-and-nobody-speaking',
  next: 'When the time has passed, two have to be told: your caller, and the server. What tells each?',
  causes: [socketLeftOpen],
  async play({ learner, host, turn }) {
    const listener = await host();
    for (const heard of [0, 4]) {
      const called = learner.call('greet', { ...listener.address }, { deadlineMs: 60 });
      const connection = await listener.accept(called);
      if (heard > 0) await connection?.send(GREETING.subarray(0, heard));
      const told = `no more than ${heard} of the greeting's 7 bytes came, and then nothing for 60 ms`;
      (await called).throws('Error', told);
      await connection?.expectClosed('the connection is closed, and nothing was said');
    }
    // Whoever has time is not given up.
    const called = learner.call('greet', { ...listener.address }, { deadlineMs: 60_000 });
    const connection = await listener.accept(called);
    await turn();
    await connection?.send(GREETING);
    await connection?.expectToEnd(GOODBYE);
    connection?.fin();
    (await called).resolves('你好');
  },
};
