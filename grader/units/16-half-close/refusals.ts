import { type Check, type Connection, Failure, type Stage } from '../../vocabulary.ts';
import { converse, endIsGone, LONG_MS, mustNotAsk, start, TOO_LONG, wasReset } from './play.ts';
import {
  askedThoughRefused,
  noLimit,
  noNewline,
  refusalWithoutFin,
  refusedExactlyMost,
  resetBehindRefusal,
  stoppedReading,
  unreadBecameReset,
} from './refusal-causes.ts';

export const MOST = 1000;
const KIB = 1024;
const ROUNDS = 100;

export const tooLong: Check = {
  id: 'too-long',
  title: 'a long question is refused before its FIN, and read on',
  points: 2,
  needs: ['survives-reset'],
  lesson: 'closing-first-without-a-reset',
  next: 'Which of the two directions is closed once you have refused, and who reads the other?',
  causes: [
    refusedExactlyMost,
    noLimit,
    refusalWithoutFin,
    noNewline,
    resetBehindRefusal,
    unreadBecameReset,
    stoppedReading,
    askedThoughRefused,
  ],
  async play(stage) {
    const played = await start(stage, { mostBytes: MOST, lingerMs: LONG_MS });
    const most = await played.server.connect('client 1');
    await converse(played, 0, most, 'x'.repeat(MOST), { exactly: MOST });

    const client = await played.server.connect('client 2');
    await client.send(Buffer.alloc(MOST, 'y'));
    await stage.turn();
    if (client.peer.ending !== 'open') await client.expectAtOnce(Buffer.alloc(0));
    await client.send(Buffer.from('y'));
    await client.expectToEnd(TOO_LONG, { early: true });
    mustStillBeOpen(stage, client);
    for (let part = 0; part < 3; part++) {
      await client.send(Buffer.alloc(64 * KIB, 'y'));
      await stage.turn();
    }
    mustNotReset(client);
    await mustRead(stage, client, 16);
    client.fin();
    await stage.turn();
    mustNotReset(client);

    // Both sides end at once: the question, its FIN and the refusal cross.
    const crossing = await played.server.connect('client 3');
    crossing.peer.pause();
    await crossing.send(Buffer.alloc(2 * MOST, 'z'));
    crossing.fin();
    await stage.turn();
    crossing.peer.resume();
    await crossing.expectToEnd(TOO_LONG);
    await stage.turn();
    await mustNotAsk(played, 1, 'it was refused', { name: 'client 3', refused: true });
    await converse(played, 1, await played.server.connect('a new client'), 'and now?');
  },
};

/** Fails where what Node took for FIN was an RST, right behind the bytes of the refusal. */
function mustStillBeOpen(stage: Stage, client: Connection): void {
  if (endIsGone(stage, client) !== true) return;
  client.peer.recordReset();
  throw new Failure({
    expected: { bytes: TOO_LONG, end: 'FIN' },
    received: { bytes: client.peer.received, end: 'RST' },
    facts: { name: client.peer.name, resetBehind: true },
  });
}

/** Fails where the kernel has answered what this client still sent by RST. */
function mustNotReset(client: Connection): void {
  if (!wasReset(client)) return;
  const { name } = client.peer;
  client.peer.recordReset();
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
    mustNotReset(client);
    if (taken) continue;
    throw new Failure({
      expected: { text: `what ${client.peer.name} sends until its FIN is read and dropped` },
      received: { text: `nothing more was taken after ${sent} MiB` },
      facts: { name: client.peer.name, stopped: sent },
    });
  }
}
