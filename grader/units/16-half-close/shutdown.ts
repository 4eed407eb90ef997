import {
  type Check,
  type Connection,
  EARLY_MS,
  Failure,
  Repeated,
  type Stage,
} from '../../vocabulary.ts';
import { mustCount, type Shutdown, shutDown } from './draining.ts';
import {
  hearsInSilence,
  isHeld,
  LONG_MS,
  mustAsk,
  SILENCE,
  start,
  statesOf,
  TOLD_ENDING,
  TOO_LONG,
} from './play.ts';
import {
  brokenTooSoon,
  countedLingering,
  finAtDeadline,
  leftOut,
  lingeringStopped,
  lingerTimerLeft,
  noShutdown,
  stillListens,
  timerLeft,
  waitsForEver,
  wrongCount,
} from './shutdown-causes.ts';

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

/** As long as is needed for looking at the clients before it is over, on this machine. */
const GRACES_MS = [250, 1000, 4000];

export const endsTheRest: Check = {
  id: 'shutdown-ends',
  title: 'whoever has not finished after graceMs is reset and counted',
  points: 2,
  needs: ['shutdown-drains', 'failed-reply', 'lingers'],
  lesson: 'and-not-for-ever',
  next: 'What does a client have to hear whose reply you will never send?',
  causes: [
    finAtDeadline,
    brokenTooSoon,
    leftOut,
    countedLingering,
    lingeringStopped,
    wrongCount,
    waitsForEver,
  ],
  async play(stage) {
    await lingeringGoesOn(stage);
    for (const graceMs of GRACES_MS) if (await restIsReset(stage, graceMs)) return;
  },
};

/** Gives false where the grader came too late to see who is still there. */
async function restIsReset(stage: Stage, graceMs: number): Promise<boolean> {
  const { turn, random } = stage;
  stage.recorder.forget();
  const played = await start(stage, { mostBytes: 1000 });
  const [mute, waiting, asking, done, refused] = await played.server.connectMany(5);
  if (!mute || !waiting || !asking || !done || !refused)
    throw new Error('five clients were asked for');
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
  await refused.send(Buffer.alloc(2000, 'x'));
  await refused.expectToEnd(TOO_LONG);
  await turn();
  const began = performance.now();
  const shutdown = await shutDown(stage, played, graceMs);
  await turn();
  for (const client of [mute, refused]) {
    const gone = isHeld(stage, client) === false;
    const ms = performance.now() - began;
    if (gone && ms >= graceMs - EARLY_MS) return false;
    if (!gone) continue;
    const what = `${ms.toFixed(0)} ms after the call your process does not hold it any more`;
    tooSoon(shutdown, client.peer.name, graceMs, what);
  }
  for (const client of [waiting, asking]) {
    await client.peer.receiveToEnd();
    mustBeReset(shutdown, client, graceMs, performance.now() - began);
  }
  const heard = await hearsInSilence(stage, refused, 1500);
  if (heard !== 'reset') {
    throw new Failure({
      called: shutdown.called,
      expected: { text: `RST to client 5, when ${graceMs} ms have passed` },
      received: { text: SILENCE[heard] },
      facts: { name: 'client 5', heard, leftOut: true },
    });
  }
  await mustCount(shutdown, 4, { atDeadline: true }, WHO);
  await played.reply.resolve(1, Buffer.from('too late'));
  await turn();
  return true;
}

/** The time of a refused client runs out during the shutdown: that breaks nothing off. */
async function lingeringGoesOn(stage: Stage): Promise<void> {
  for (const lingerMs of [150, 600, 2400]) {
    stage.recorder.forget();
    const played = await start(stage, { mostBytes: 1000, lingerMs });
    const client = await played.server.connect('client 1');
    await client.send(Buffer.alloc(2000, 'x'));
    await client.expectToEnd(TOO_LONG);
    const shutdown = await shutDown(stage, played, LONG_MS);
    const wasThere = isHeld(stage, client) !== false;
    await mustCount(shutdown, 0, { lingering: true }, '');
    // On a machine that stands still it may have been reset before the call.
    if (wasThere) return;
  }
}

const WHO =
  'client 1 does not read its reply, client 2 waits for one, client 3 is in the middle of its question, client 5 was refused and has sent no FIN';

function tooSoon({ called }: Shutdown, name: string, graceMs: number, what: string): never {
  throw new Failure({
    called,
    expected: { text: `${name} is there until ${graceMs} ms have passed` },
    received: { text: what },
    facts: { name, tooSoon: true },
  });
}

function mustBeReset(
  shutdown: Shutdown,
  { peer }: Connection,
  graceMs: number,
  took: number,
): void {
  const { name, ending, received } = peer;
  const what = TOLD_ENDING[ending];
  const after = `${what} after ${took.toFixed(0)} ms`;
  if (ending !== 'open' && took < graceMs - EARLY_MS) tooSoon(shutdown, name, graceMs, after);
  if (ending === 'rst' && received.length === 0) return;
  throw new Failure({
    called: shutdown.called,
    expected: { text: `RST to ${name}, when ${graceMs} ms have passed` },
    received:
      received.length > 0
        ? { bytes: received, end: what }
        : { text: ending === 'open' ? what : after },
    facts: { name, ending, atDeadline: true, length: received.length },
  });
}

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
