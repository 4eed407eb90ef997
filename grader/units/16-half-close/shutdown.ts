import { type Check, Failure } from '../../vocabulary.ts';
import { mustCount, shutDown } from './draining.ts';
import { LONG_MS, mustAsk, start, statesOf, TOO_LONG } from './play.ts';
import { lingerTimerLeft, noShutdown, stillListens, timerLeft } from './shutdown-causes.ts';

export const refusesNew: Check = {
  id: 'shutdown-refuses',
  title: 'from shutdown() on, new clients are refused',
  points: 2,
  needs: ['survives-reset'],
  lesson: 'stop-listening-first',
  next: 'What makes a server stop listening, and when do you call it?',
  causes: [noShutdown, stillListens],
  async play(stage) {
    const played = await start(stage);
    const busy = await played.server.connect('client 1');
    await busy.send(Buffer.from('hello'));
    busy.fin();
    await mustAsk(played, 0, Buffer.from('hello'), busy);
    const { down, called } = await shutDown(stage, played, LONG_MS);
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
      called,
      expected: { text: 'ECONNREFUSED for client 2, who came after the call' },
      received: { text: typeof late === 'string' ? late : 'client 2 was let in' },
      facts: { letIn: typeof late !== 'string', settled: await down.settled(), name: 'client 2' },
    });
  },
};

export const nothingLeft: Check = {
  id: 'nothing-left',
  title: 'after shutdown() no timer and no socket is left',
  points: 1,
  needs: ['shutdown-drains', 'no-close-wait'],
  lesson: 'let-them-finish',
  next: 'What would keep a process from ending by itself, after its last connection has closed?',
  causes: [lingerTimerLeft, timerLeft],
  async play(stage) {
    const { learner, turn } = stage;
    const before = await learner.timers();
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
    refused.fin();
    await turn();
    const lingering = (await learner.timers()) - before;
    const shutdown = await shutDown(stage, played, LONG_MS);
    await played.reply.resolve(0, Buffer.from('HELLO'));
    await answered.expectToEnd(Buffer.from('HELLO'));
    await mustCount(shutdown, 0, { drained: true }, '');
    await turn();
    const timers = (await learner.timers()) - before;
    const sockets = statesOf(stage, [answered, refused, gone])?.length ?? 0;
    if (timers <= 0 && sockets === 0) return;
    throw new Failure({
      called: shutdown.called,
      expected: { text: 'no timer runs and no socket is held, once it has resolved' },
      received: { text: `timers that run: ${timers}; sockets that are held: ${sockets}` },
      facts: { timers, sockets, lingering: Math.min(lingering, timers), name: 'client 2' },
    });
  },
};
