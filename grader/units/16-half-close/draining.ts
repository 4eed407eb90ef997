import {
  type Begun,
  type Check,
  type Connection,
  Failure,
  Repeated,
  type Stage,
} from '../../vocabulary.ts';
import {
  converse,
  LONG_MS,
  mustAsk,
  type Played,
  sleep,
  start,
  TOO_LONG,
  wasReset,
} from './play.ts';
import {
  brokenAtShutdown,
  looksNowAndThen,
  noCount,
  resolvedEarly,
  waitsOutTheGrace,
  wrongCount,
} from './shutdown-causes.ts';

/** A shutdown that goes on, and how its call is shown. */
export interface Shutdown {
  down: Begun;
  called: string;
}

/** Calls shutdown(graceMs). The diagram shows no calls: `called` says behind what this one was made. */
export async function shutDown(
  { recorder }: Stage,
  { server }: Played,
  graceMs: number,
): Promise<Shutdown> {
  const last = recorder.exchange.events.at(-1)?.at_us ?? 0;
  const down = await server.begin('shutdown', graceMs);
  return {
    down,
    called: `shutdown(${graceMs}), after what happened at ${(last / 1000).toFixed(1)} ms`,
  };
}

/** Fails unless the promise comes to this number. `who` says which clients those are. */
export async function mustCount(
  { down, called }: Shutdown,
  count: number,
  facts: Record<string, boolean | string>,
  who: string,
): Promise<void> {
  try {
    (await down.answer()).resolves(count, { facts: { ...facts, count, who } });
  } catch (error) {
    throw error instanceof Failure ? error.with({ called, facts }) : error;
  }
}

export const drains: Check = {
  id: 'shutdown-drains',
  title: 'shutdown() lets every conversation finish, and then resolves',
  points: 3,
  needs: ['shutdown-refuses', 'too-long'],
  lesson: 'let-them-finish',
  next: 'Who is still talking when shutdown() is called, and how do you learn that the last has left?',
  causes: [brokenAtShutdown, resolvedEarly, noCount, wrongCount, looksNowAndThen, waitsOutTheGrace],
  async play(stage) {
    await everybodyFinishes(stage);
    await comesAtOnce(stage);
  },
};

async function everybodyFinishes(stage: Stage): Promise<void> {
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

  const shutdown = await shutDown(stage, played, LONG_MS);
  await turn();
  await mustGoOn(shutdown, [waiting, asking, idle]);
  for (let times = 0; times < 2; times++) {
    await refused.send(Buffer.from('x'));
    await turn();
    await mustGoOn(shutdown, [refused]);
  }
  refused.fin();
  await asking.send(Buffer.from('day'));
  asking.fin();
  await mustAsk(played, 1, Buffer.from('good day'), asking);
  await played.reply.resolve(1, Buffer.from('GOOD DAY'));
  await asking.expectToEnd(Buffer.from('GOOD DAY'), { shutdown: true });
  await converse(played, 2, idle, 'and I?');
  await mustGoOn(shutdown, [waiting]);

  const block = random.bytes(64 * 1024);
  waiting.peer.pause();
  await played.reply.resolve(0, new Repeated(block, 256));
  await turn();
  waiting.peer.resume();
  await waiting.expectToEnd(Buffer.alloc(block.length * 256, block), { shutdown: true });
  await mustCount(shutdown, 0, { drained: true }, '');
}

/** Fails where the promise has settled, or one of those who are still talking was cut off. */
async function mustGoOn({ down, called }: Shutdown, talking: readonly Connection[]): Promise<void> {
  for (const client of talking) {
    const { name, ending, received } = client.peer;
    const refused = received.equals(TOO_LONG) && ending === 'fin';
    if (refused ? !wasReset(client) : ending === 'open' && received.length === 0) continue;
    if (refused) client.peer.recordReset();
    const end = refused || ending === 'rst' ? 'RST' : 'FIN';
    throw new Failure({
      called,
      expected: { text: `${name}'s connection goes on: it may finish` },
      received:
        received.length > 0 && !refused
          ? { bytes: received, ...(ending === 'open' ? {} : { end }) }
          : { text: `${end} to ${name}` },
      facts: { name, end, cut: true, refused, length: received.length, open: ending === 'open' },
    });
  }
  if (!(await down.settled())) return;
  throw new Failure({
    called,
    expected: { text: 'its promise is pending: client 1 waits for its reply' },
    received: { text: 'it has settled' },
    facts: { name: 'client 1', settledEarly: true },
  });
}

/** So long after the last connection has closed a promise still comes at once. */
const AT_ONCE_MS = 500;
/** By then nobody's timer of a second has run, if it was started with the shutdown. */
const SURE_MS = 800;
const TRIES = 8;

/** The last client leaves right behind the call: whoever looks now and then has not looked yet. */
async function comesAtOnce(stage: Stage): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    stage.recorder.forget();
    const played = await start(stage);
    const client = await played.server.connect('client 1');
    await client.send(Buffer.from('hello'));
    client.fin();
    await mustAsk(played, 0, Buffer.from('hello'), client);
    const began = performance.now();
    const shutdown = await shutDown(stage, played, LONG_MS);
    await played.reply.resolve(0, Buffer.from('HELLO'));
    await client.expectToEnd(Buffer.from('HELLO'), { shutdown: true });
    await mustSettle(stage, shutdown);
    if (performance.now() - began < SURE_MS) return;
  }
}

async function mustSettle(stage: Stage, { down, called }: Shutdown): Promise<void> {
  const closed = performance.now();
  const elapsed = () => Math.round(performance.now() - closed);
  while (elapsed() < AT_ONCE_MS) {
    if (await down.settled()) return;
    await sleep(10);
  }
  // The machine may be slow: what your server had to do by now, it has done after these.
  await stage.turn();
  if (await down.settled()) return;
  const timers = await stage.learner.timers();
  const came = await down.answer().then(
    () => `it came ${elapsed()} ms later`,
    () => `still pending ${elapsed()} ms later`,
  );
  throw new Failure({
    called,
    expected: { text: 'its promise comes when the last connection has closed, at once' },
    received: { text: came },
    facts: { name: 'client 1', late: true, timers, came: came.startsWith('it came') },
  });
}
