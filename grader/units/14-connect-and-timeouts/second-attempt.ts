import { once } from 'node:events';
import net from 'node:net';
import { type Answer, Failure, LOOPBACK, type Stage } from '../../vocabulary.ts';

const HOST = LOOPBACK.host;
/** How many turns of the learner's event loop a refusal may take to be told, after the connect. */
const TURNS = 10;
/** And how long, at most, for code that waits before it connects. */
const MOST_MS = 50;
const PROOFS = 3;

/**
 * Fails where a connect that was refused is repeated. Where the promise has not settled long after
 * the attempt must have been made, somebody listens: whoever comes then has tried again.
 */
export async function attemptsOnce(stage: Stage): Promise<void> {
  // There the kernel itself repeats a connect that was refused, and one attempt takes two seconds.
  if (process.platform === 'win32') return;
  let last: Answer | undefined;
  for (let proofs = 0; proofs < PROOFS; proofs++) {
    last = await secondAttempt(stage);
    if (!last) return;
  }
  throw new Failure({
    called: last?.called ?? '',
    expected: { text: "{ code: 'ECONNREFUSED' }, and one attempt" },
    received: { text: 'another attempt, which met a server: the grader had begun to listen' },
    facts: { again: true },
  });
}

/** What the call came to, where a second attempt connected; undefined where none was made. */
async function secondAttempt(stage: Stage): Promise<Answer | undefined> {
  const usual = await untilAttempt(stage);
  if (!usual) return undefined;
  const port = await stage.freePort();
  const call = stage.learner.call('connectEx', { host: HOST, port });
  const state = watch(call);
  const began = performance.now();
  for (let turns = 0; !state.settled; turns++) {
    const ms = performance.now() - began;
    if (turns >= usual.turns + TURNS && ms > Math.min(3 * usual.ms, MOST_MS)) break;
    await stage.turn();
  }
  if (state.settled) return undefined;
  const server = await listen(stage, port);
  if (!server) return undefined;
  const came = once(server, 'connection').then(() => true);
  const connected = await Promise.race([came, state.over.then(() => false)]);
  return connected ? call : undefined;
}

/** How long after the call this code makes its attempt. Undefined where it makes none. */
async function untilAttempt(stage: Stage): Promise<{ turns: number; ms: number } | undefined> {
  const server = await listen(stage, 0);
  const bound = server?.address();
  if (typeof bound !== 'object' || !bound) return undefined;
  let came = false;
  server?.once('connection', () => {
    came = true;
  });
  const began = performance.now();
  const state = watch(stage.learner.call('connectEx', { host: HOST, port: bound.port }));
  for (let turns = 1; ; turns++) {
    await stage.turn();
    if (came) return { turns, ms: performance.now() - began };
    if (state.settled) await stage.turn();
    if (state.settled && !came) return undefined;
  }
}

function watch(call: Promise<Answer>): { settled: boolean; over: Promise<void> } {
  const state = { settled: false, over: Promise.resolve() };
  const settle = () => {
    state.settled = true;
  };
  state.over = call.then(settle, settle);
  return state;
}

/** Listens until the check is over; undefined where the port has an owner by now. */
async function listen({ closeAtEnd }: Stage, port: number): Promise<net.Server | undefined> {
  const server = net.createServer((socket) => socket.on('error', () => {}).destroy());
  server.listen(port, HOST);
  try {
    await once(server, 'listening');
  } catch {
    return undefined;
  }
  closeAtEnd(async () => server.close());
  return server;
}
