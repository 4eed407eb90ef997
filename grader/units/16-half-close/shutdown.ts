import { type Begun, type Check, type Connection, Failure, Repeated } from '../../vocabulary.ts';
import { LONG_MS, mustAsk, start, statesOf, TOO_LONG } from './play.ts';
import {
  brokenAtShutdown,
  finAtDeadline,
  resolvedEarly,
  stillListens,
  timerLeft,
  waitsForEver,
  waitsOutTheGrace,
  wrongCount,
} from './shutdown-causes.ts';

export const refusesNew: Check = {
  id: 'shutdown-refuses',
  title: 'from shutdown() on, new clients are refused',
  points: 2,
  needs: ['survives-reset'],
  lesson: 'stop-listening-first',
  next: 'What makes a server stop listening, and when do you call it?',
  causes: [stillListens],
  async play(stage) {
    const played = await start(stage);
    const busy = await played.server.connect('client 1');
    await busy.send(Buffer.from('hello'));
    busy.fin();
    await mustAsk(played, 0, Buffer.from('hello'), busy);
    const down = await played.server.begin('shutdown', LONG_MS);
    await stage.turn();
    const late = await played.server.connect('client 2').catch((error: unknown) => {
      if (error instanceof Failure) return error.evidence.facts?.connect;
      throw error;
    });
    if (late === 'ECONNREFUSED') {
      await played.reply.resolve(0, Buffer.from('goodbye'));
      await busy.peer.receiveToEnd();
      return;
    }
    throw new Failure({
      called: `shutdown(${LONG_MS})`,
      expected: { text: 'ECONNREFUSED for client 2, who came after the call' },
      received: { text: typeof late === 'string' ? late : 'client 2 was let in' },
      facts: { letIn: typeof late !== 'string', settled: await down.settled(), name: 'client 2' },
    });
  },
};

export const drains: Check = {
  id: 'shutdown-drains',
  title: 'shutdown() lets every conversation finish, and then resolves',
  points: 3,
  needs: ['shutdown-refuses', 'too-long'],
  lesson: 'let-them-finish',
  next: 'Who is still talking when shutdown() is called, and how do you learn that the last has left?',
  causes: [brokenAtShutdown, resolvedEarly, wrongCount, waitsOutTheGrace],
  async play(stage) {
    const { turn, random } = stage;
    const played = await start(stage, { mostBytes: 1000 });
    const [waiting, asking, idle, refused] = await played.server.connectMany(4);
    if (!waiting || !asking || !idle || !refused) throw new Error('four clients were asked for');
    await waiting.send(Buffer.from('hello'));
    waiting.fin();
    await mustAsk(played, 0, Buffer.from('hello'), waiting);
    await asking.send(Buffer.from('good '));
    await refused.send(Buffer.alloc(2000, 'x'));
    await refused.expectToEnd(TOO_LONG);

    const down = await played.server.begin('shutdown', LONG_MS);
    await turn();
    await mustGoOn(down, 'client 1 waits for its reply', [waiting, asking, idle]);
    await refused.send(Buffer.from('x'));
    refused.fin();
    await asking.send(Buffer.from('day'));
    asking.fin();
    await mustAsk(played, 1, Buffer.from('good day'), asking);
    await played.reply.resolve(1, Buffer.from('GOOD DAY'));
    await asking.expectToEnd(Buffer.from('GOOD DAY'), { shutdown: true });
    await idle.send(Buffer.from('and I?'));
    idle.fin();
    await mustAsk(played, 2, Buffer.from('and I?'), idle);
    await played.reply.resolve(2, Buffer.from('AND YOU'));
    await idle.expectToEnd(Buffer.from('AND YOU'), { shutdown: true });
    await mustGoOn(down, 'client 1 waits for its reply', [waiting]);

    const block = random.bytes(64 * 1024);
    waiting.peer.pause();
    await played.reply.resolve(0, new Repeated(block, 256));
    await turn();
    waiting.peer.resume();
    await waiting.expectToEnd(Buffer.alloc(block.length * 256, block), { shutdown: true });
    await mustCount(down, 0, { drained: true });
  },
};

/** Fails where the promise has settled, or one of those who are still talking was cut off. */
async function mustGoOn(down: Begun, why: string, talking: readonly Connection[]): Promise<void> {
  const cut = talking.find(({ peer }) => peer.ending !== 'open');
  if (cut) {
    const { name, ending } = cut.peer;
    throw new Failure({
      called: `shutdown(${LONG_MS})`,
      expected: { text: `${name}'s connection stays open: it may finish` },
      received: { text: `${ending === 'fin' ? 'FIN' : 'RST'} to ${name}` },
      facts: { name, ending, cut: true },
    });
  }
  if (!(await down.settled())) return;
  throw new Failure({
    called: `shutdown(${LONG_MS})`,
    expected: { text: `its promise is pending: ${why}` },
    received: { text: 'it has settled' },
    facts: { name: 'client 1', settledEarly: true },
  });
}

async function mustCount(
  down: Begun,
  count: number,
  facts: Record<string, boolean>,
): Promise<void> {
  try {
    (await down.answer()).resolves(count, { facts: { ...facts, count } });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure({ ...error.evidence, facts: { ...error.evidence.facts, ...facts } });
  }
}

const GRACE_MS = 250;

export const endsTheRest: Check = {
  id: 'shutdown-ends',
  title: 'whoever has not finished after graceMs is reset and counted',
  points: 2,
  needs: ['shutdown-drains', 'failed-reply'],
  lesson: 'and-not-for-ever',
  next: 'What does a client have to hear whose reply you will never send?',
  causes: [finAtDeadline, wrongCount, waitsForEver],
  async play(stage) {
    const { turn, random } = stage;
    const played = await start(stage);
    const [mute, waiting, asking, done] = await played.server.connectMany(4);
    if (!mute || !waiting || !asking || !done) throw new Error('four clients were asked for');
    mute.peer.pause();
    for (const [n, client] of [mute, waiting, done].entries()) {
      await client.send(Buffer.from('hello'));
      client.fin();
      await mustAsk(played, n, Buffer.from('hello'), client);
    }
    await played.reply.resolve(2, Buffer.from('HELLO'));
    await done.expectToEnd(Buffer.from('HELLO'));
    // More than the buffers of two kernels hold: the rest of it stays in the learner's process.
    await played.reply.resolve(0, new Repeated(random.bytes(64 * 1024), 1024));
    await asking.send(Buffer.from('hel'));
    await turn();
    const began = performance.now();
    const down = await played.server.begin('shutdown', GRACE_MS);
    for (const client of [waiting, asking]) {
      await client.peer.receiveToEnd();
      const { name, ending, received } = client.peer;
      const took = performance.now() - began;
      if (ending === 'rst' && received.length === 0 && took >= GRACE_MS - 5) continue;
      const what = { fin: 'FIN', rst: 'RST', open: 'nothing: the connection is still open' }[
        ending
      ];
      throw new Failure({
        called: `shutdown(${GRACE_MS})`,
        expected: { text: `RST to ${name}, when ${GRACE_MS} ms have passed` },
        received: { text: ending === 'open' ? what : `${what} after ${took.toFixed(0)} ms` },
        facts: { name, ending, atDeadline: true },
      });
    }
    await mustCount(down, 3, { atDeadline: true });
    await played.reply.resolve(1, Buffer.from('too late'));
    await turn();
  },
};

export const nothingLeft: Check = {
  id: 'nothing-left',
  title: 'after shutdown() no timer and no socket is left',
  points: 1,
  needs: ['shutdown-drains', 'no-close-wait'],
  lesson: 'and-not-for-ever',
  next: 'What would keep a process from ending by itself, after its last connection has closed?',
  causes: [timerLeft],
  async play(stage) {
    const witness = await stage.socket();
    const before = (await witness.state()).timers;
    const played = await start(stage, { mostBytes: 1000 });
    const [answered, refused, gone] = await played.server.connectMany(3);
    if (!answered || !refused || !gone) throw new Error('three clients were asked for');
    for (const client of [refused, gone]) {
      await client.send(Buffer.alloc(2000, 'x'));
      await client.expectToEnd(TOO_LONG);
    }
    gone.reset();
    await answered.send(Buffer.from('hello'));
    answered.fin();
    await mustAsk(played, 0, Buffer.from('hello'), answered);
    const down = await played.server.begin('shutdown', LONG_MS);
    refused.fin();
    await played.reply.resolve(0, Buffer.from('HELLO'));
    await answered.expectToEnd(Buffer.from('HELLO'));
    await mustCount(down, 0, { drained: true });
    await stage.turn();
    const timers = (await witness.state()).timers - before;
    const sockets = statesOf(stage, [answered, refused, gone])?.length ?? 0;
    if (timers <= 0 && sockets === 0) return;
    throw new Failure({
      called: `shutdown(${LONG_MS})`,
      expected: { text: 'no timer runs and no socket is held, once it has resolved' },
      received: { text: `timers that run: ${timers}; sockets that are held: ${sockets}` },
      facts: { timers, sockets },
    });
  },
};
