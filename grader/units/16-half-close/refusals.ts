import { type Check, type Connection, Failure, type Stage } from '../../vocabulary.ts';
import { lingersForEver, noLimit, stoppedReading, unreadBecameReset } from './causes.ts';
import { converse, LONG_MS, mustNotAsk, start, TOO_LONG, wasReset } from './play.ts';

const MOST = 1000;
const KIB = 1024;
const ROUNDS = 100;
const PATIENCE_MS = 3000;

export const tooLong: Check = {
  id: 'too-long',
  title: 'a long question is refused before its FIN, and read on',
  points: 2,
  needs: ['survives-reset'],
  lesson: 'closing-first-without-a-reset',
  next: 'Which of the two directions is closed once you have refused, and who reads the other?',
  causes: [noLimit, unreadBecameReset, stoppedReading],
  async play(stage) {
    const played = await start(stage, { mostBytes: MOST, lingerMs: LONG_MS });
    await converse(played, 0, await played.server.connect('client 1'), 'x'.repeat(MOST));

    const client = await played.server.connect('client 2');
    await client.send(Buffer.alloc(MOST, 'y'));
    await stage.turn();
    if (client.peer.ending !== 'open') await client.expectAtOnce(Buffer.alloc(0));
    await client.send(Buffer.from('y'));
    await client.expectToEnd(TOO_LONG, { early: true });
    for (let part = 0; part < 3; part++) {
      await client.send(Buffer.alloc(64 * KIB, 'y'));
      await stage.turn();
    }
    mustNotReset(stage, client);
    await mustRead(stage, client, 16);
    client.fin();
    await stage.turn();
    mustNotReset(stage, client);

    // Both sides end at once: the question, its FIN and the refusal cross.
    const crossing = await played.server.connect('client 3');
    crossing.peer.pause();
    await crossing.send(Buffer.alloc(2 * MOST, 'z'));
    crossing.fin();
    await stage.turn();
    crossing.peer.resume();
    await crossing.expectToEnd(TOO_LONG);
    await mustNotAsk(played, 1, 'the question was refused', { name: 'client 3' });
    await converse(played, 1, await played.server.connect('a new client'), 'and now?');
  },
};

/** Fails where the kernel has answered what this client still sent by RST. */
function mustNotReset({ recorder }: Stage, client: Connection): void {
  if (!wasReset(client)) return;
  const { name, other } = client.peer;
  recorder.record({ from: other, to: name, kind: 'rst' });
  throw new Failure({
    expected: { text: `what ${name} sends until its FIN is read and dropped` },
    received: { text: 'RST' },
    facts: { name, resetWhileSending: true },
  });
}

/** Fails where so many MiB more are not taken. That nothing is read is known from turns of the loop. */
async function mustRead(stage: Stage, client: Connection, mebibytes: number): Promise<void> {
  for (let sent = 0; sent < mebibytes; sent++) {
    let taken = false;
    void client.send(Buffer.alloc(KIB * KIB, 'y')).then(() => {
      taken = true;
    });
    for (let round = 0; !taken && round < ROUNDS; round++) await stage.turn();
    mustNotReset(stage, client);
    if (taken) continue;
    throw new Failure({
      expected: { text: `what ${client.peer.name} sends until its FIN is read and dropped` },
      received: { text: `nothing more was taken after ${sent} MiB` },
      facts: { name: client.peer.name, stopped: sent },
    });
  }
}

const LINGER_MS = 300;

export const lingers: Check = {
  id: 'lingers',
  title: 'a refused client that never sends FIN is reset',
  points: 1,
  needs: ['too-long'],
  lesson: 'closing-first-without-a-reset',
  next: 'You have sent your FIN. What do you do if the other one never comes?',
  causes: [lingersForEver],
  async play(stage) {
    const { server } = await start(stage, { mostBytes: MOST, lingerMs: LINGER_MS });
    const client = await server.connect();
    const began = performance.now();
    await client.send(Buffer.alloc(2 * MOST, 'x'));
    await client.expectToEnd(TOO_LONG);
    // Only who sends learns of an RST after FIN. So this client never falls silent, either.
    const gone = await trickle(stage, client, () => performance.now() - began > PATIENCE_MS);
    const { name, other } = client.peer;
    const facts = { name, lingerMs: LINGER_MS };
    if (!gone) {
      throw new Failure({
        expected: { text: `RST, ${LINGER_MS} ms after your FIN: lingerMs` },
        received: { text: 'none: your server still takes what the client sends' },
        waited: `${name} sent a byte every few ms for ${PATIENCE_MS / 1000} s, and no FIN.`,
        facts: { ...facts, reset: false },
      });
    }
    const took = performance.now() - began;
    if (took >= LINGER_MS - 5) return;
    stage.recorder.record({ from: other, to: name, kind: 'rst' });
    throw new Failure({
      expected: { text: `no RST before ${LINGER_MS} ms have passed: lingerMs` },
      received: { text: `RST after ${took.toFixed(0)} ms` },
      facts: { ...facts, reset: true },
    });
  },
};

/** Sends a byte every few milliseconds until an RST comes. Tells whether one did. */
async function trickle(stage: Stage, client: Connection, over: () => boolean): Promise<boolean> {
  while (!wasReset(client)) {
    const late = over();
    await client.send(Buffer.from('x'));
    await new Promise((resolve) => setTimeout(resolve, 10));
    if (!late || wasReset(client)) continue;
    // The machine may be slow for both: what your server had to do by now, it has done after these.
    await stage.turn();
    await client.send(Buffer.from('x'));
    await stage.turn();
    await client.send(Buffer.from('x'));
    return wasReset(client);
  }
  return true;
}
