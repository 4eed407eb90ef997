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
  type Played,
  SILENCE,
  start,
  TOLD_ENDING,
  TOO_LONG,
} from './play.ts';
import {
  brokenTooSoon,
  countedLingering,
  finAtDeadline,
  forgottenAtDeadline,
  leftOut,
  lingeringStopped,
  waitsForEver,
  wrongCount,
} from './shutdown-causes.ts';

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
    forgottenAtDeadline,
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
  const [mute, waiting, asking, done, refused, leaving] = await played.server.connectMany(6);
  if (!mute || !waiting || !asking || !done || !refused || !leaving)
    throw new Error('six clients were asked for');
  mute.peer.pause();
  for (const [n, client] of [mute, waiting, done, leaving].entries()) {
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
  if (!(await leaves(stage, played, leaving, began + graceMs))) return false;
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
  await mustCount(shutdown, 4, { atDeadline: true }, WHO).catch((error: unknown) => {
    if (!(error instanceof Failure)) throw error;
    // Asked only now: by then it has had its time.
    throw error.with({ facts: { forgotten: isHeld(stage, mute) === true } });
  });
  await played.reply.resolve(1, Buffer.from('too late'));
  await turn();
  return true;
}

/**
 * One more client gets its reply while the others are waited for. False where it is not sure that the
 * learner's process has heard the end of that before the deadline: whatever it does then may be right.
 */
async function leaves(
  stage: Stage,
  played: Played,
  client: Connection,
  deadline: number,
): Promise<boolean> {
  const isEarly = () => performance.now() < deadline - EARLY_MS;
  await played.reply.resolve(3, Buffer.from('HELLO'));
  await client.peer.receiveToEnd();
  while (isEarly() && isHeld(stage, client)) await stage.turn();
  // The socket has been closed; its 'close' is emitted in these turns at the latest.
  for (let turns = 0; turns < 2; turns++) await stage.turn();
  if (!isEarly()) return false;
  await client.expectToEnd(Buffer.from('HELLO'));
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
