import {
  type Callback,
  type Connection,
  countBytes,
  type Evidence,
  Failure,
  LOOPBACK,
  type ServerUnderTest,
  type Stage,
} from '../../vocabulary.ts';

export const START = 'startReplyServer';
export const TOO_LONG = Buffer.from('too long\n');
/** No timer of these is to run out while a check is played. */
export const LONG_MS = 60_000;
const LIMITS = { mostBytes: 1024 * 1024, lingerMs: LONG_MS };

/** The learner's server, and the function that it asks for replies. */
export interface Played {
  stage: Stage;
  server: ServerUnderTest;
  reply: Callback;
}

export async function start(stage: Stage, limits: Partial<typeof LIMITS> = {}): Promise<Played> {
  const { learner, server } = stage;
  const reply = await learner.callback('reply');
  const given = { ...LIMITS, ...limits };
  return { stage, server: await server(START, LOOPBACK, reply.reference, given), reply };
}

/** Fails unless the nth call of reply was made with just these bytes. */
export async function mustAsk(
  { reply, stage }: Played,
  n: number,
  question: Uint8Array,
  client: Connection,
  more: Evidence['facts'] = {},
): Promise<void> {
  const args = await reply.args(n);
  const { name, ending, received } = client.peer;
  const state = statesOf(stage, [client])?.[0] ?? '';
  const facts = { name, ending, state, heard: received.toString('latin1', 0, 16), ...more };
  if (args === undefined) {
    throw new Failure({
      expected: { text: `reply() is called with ${countBytes(question.length)}` },
      received: { text: 'it was not called' },
      waited: `${name} sent ${countBytes(question.length)} and FIN; reply() was not called.`,
      facts: { ...facts, asked: false },
    });
  }
  const [first] = args;
  if (!(first instanceof Uint8Array)) {
    throw new Failure({
      expected: { text: 'reply() is called with a Buffer' },
      received: { text: `it was called with ${first === null ? 'null' : `a ${typeof first}`}` },
      facts,
    });
  }
  if (Buffer.from(first).equals(question)) return;
  throw new Failure({
    called: `reply() was called with ${countBytes(first.length)}`,
    expected: { bytes: question },
    received: { bytes: first },
    facts: { ...facts, question: true },
  });
}

/** Fails where reply was called more than `count` times: nothing else had been asked in whole. */
export async function mustNotAsk(
  { reply }: Played,
  count: number,
  why: string,
  facts: Evidence['facts'],
): Promise<void> {
  if ((await reply.count()) <= count) return;
  const [question] = (await reply.args(count)) ?? [];
  throw new Failure({
    expected: { text: `reply() is not called: ${why}` },
    received: {
      text: `it was called with ${question instanceof Uint8Array ? countBytes(question.length) : 'no bytes'}`,
    },
    facts: { ...facts, askedEarly: true },
  });
}

/** A whole conversation with a client that half-closes, as the nth that asks. */
export async function converse(
  played: Played,
  n: number,
  client: Connection,
  text: string,
  more: Evidence['facts'] = {},
): Promise<void> {
  const question = Buffer.from(text);
  await client.send(question);
  client.fin();
  await mustAsk(played, n, question, client, more);
  await played.reply.resolve(n, Buffer.from(text.toUpperCase()));
  await client.expectToEnd(Buffer.from(text.toUpperCase()), { whole: true });
}

/** Whether the kernel has told this client, by RST, that nobody holds the other end any more. */
export function wasReset({ peer }: Connection): boolean {
  return peer.ending === 'rst' || peer.socket.errored !== null;
}

/** A table that changes while it is read may lack a row: only one that is never there is gone. */
const LOOKS = 3;

/** The states that the learner's process holds connections to these clients in, where the platform tells. */
export function statesOf({ kernel }: Stage, clients: readonly Connection[]): string[] | undefined {
  const ports = new Set(clients.map(({ peer }) => peer.ports.here));
  return kernel
    .tcp()
    ?.filter(({ remotePort }) => ports.has(remotePort))
    .map(({ state }) => state);
}

/** Whether the learner's process holds a connection to this client, where the platform tells. */
export function isHeld(stage: Stage, client: Connection): boolean | undefined {
  for (let look = 0; look < LOOKS; look++) {
    const states = statesOf(stage, [client]);
    if (!states) return undefined;
    if (states.length > 0) return true;
  }
  return false;
}

/**
 * Whether an RST has taken this client's own end away, where the platform tells. A FIN leaves it, until
 * the client sends one as well; and to Node an RST that comes together with bytes looks like FIN.
 */
export function endIsGone({ kernel }: Stage, { peer }: Connection): boolean | undefined {
  const { here, there } = peer.ports;
  for (let look = 0; look < LOOKS; look++) {
    const all = kernel.queues();
    if (!all) return undefined;
    if (all.some(({ localPort, remotePort }) => localPort === here && remotePort === there))
      return false;
  }
  return true;
}

/** What a client that has had its FIN, and says nothing, has heard since. */
export type Silence = 'reset' | 'closed without RST' | 'held' | 'no RST';

/** The same in words, for a message. */
export const SILENCE: Record<Silence, string> = {
  reset: 'RST',
  'closed without RST': 'none, and your process holds the socket no more',
  held: 'none, and the connection is still there',
  'no RST': 'none',
};

/** What this silent client hears before so many ms have passed, and your process's loop has turned. */
export async function hearsInSilence(
  stage: Stage,
  client: Connection,
  ms: number,
): Promise<Silence> {
  const began = performance.now();
  while (performance.now() - began < ms) {
    if (endIsGone(stage, client) || statesOf(stage, [client])?.length === 0) break;
    await sleep(10);
  }
  await stage.turn();
  const gone = endIsGone(stage, client);
  // Where the kernel cannot be asked, a byte tells: one that comes behind an RST is not taken any more.
  if (gone === undefined) await client.send(Buffer.from('x'));
  if (gone ?? wasReset(client)) {
    client.peer.recordReset();
    return 'reset';
  }
  const held = isHeld(stage, client);
  if (held === undefined) return 'no RST';
  return held ? 'held' : 'closed without RST';
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** How a conversation ended, as it is told. */
export const TOLD_ENDING = {
  fin: 'FIN',
  rst: 'RST',
  open: 'nothing: the connection is still open',
} as const;
