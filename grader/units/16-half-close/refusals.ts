import { type Check, type Connection, countBytes, Failure, type Stage } from '../../vocabulary.ts';
import {
  converse,
  endIsGone,
  LONG_MS,
  mustNotAsk,
  start,
  TOLD_ENDING,
  TOO_LONG,
  wasReset,
} from './play.ts';
import {
  askedThoughRefused,
  keepsWhatIsDropped,
  noLimit,
  noNewline,
  refusalWithoutFin,
  refusedExactlyMost,
  resetBehindRefusal,
  sharedCount,
  stoppedReading,
  unreadBecameReset,
} from './refusal-causes.ts';

export const MOST = 1000;
const KIB = 1024;
const MIB = 1024 * KIB;
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
    sharedCount,
    noLimit,
    refusalWithoutFin,
    noNewline,
    resetBehindRefusal,
    unreadBecameReset,
    stoppedReading,
    keepsWhatIsDropped,
    askedThoughRefused,
  ],
  async play(stage) {
    const played = await start(stage, { mostBytes: MOST, lingerMs: LONG_MS });
    const most = await played.server.connect('client 1');
    await converse(played, 0, most, 'x'.repeat(MOST), { exactly: MOST });

    const client = await played.server.connect('client 2');
    await client.send(Buffer.alloc(MOST, 'y'));
    await stage.turn();
    mustNotRefuse(client);
    await client.send(Buffer.from('y'));
    await client.expectToEnd(TOO_LONG, { early: true });
    mustStillBeOpen(stage, client);
    for (let part = 0; part < 3; part++) {
      await client.send(Buffer.alloc(64 * KIB, 'y'));
      await stage.turn();
    }
    mustNotReset(client);
    await mustDrop(stage, client);
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

/** Fails where this client has heard something, for as many bytes as another one was served for. */
function mustNotRefuse({ peer }: Connection): void {
  const { name, received, ending } = peer;
  if (ending === 'open' && received.length === 0) return;
  throw new Failure({
    expected: { text: `nothing yet: ${name} has sent ${countBytes(MOST)}, which is mostBytes` },
    received: { bytes: received, ...(ending === 'open' ? {} : { end: TOLD_ENDING[ending] }) },
    facts: { name, ending, refusedLater: received.equals(TOO_LONG) },
  });
}

const PLAYED_MIB = 16;
/**
 * So many MiB in all, and by how many the process may have grown then. What is dropped is garbage for
 * a while: only who keeps it grows by nearly all of it, and twice.
 */
const KEPT = [
  { sent: 160, most: 128 },
  { sent: 320, most: 256 },
];

/** Fails where what a refused client sends is not read, or, where the platform tells, not dropped. */
async function mustDrop(stage: Stage, client: Connection): Promise<void> {
  const before = stage.kernel.resident();
  const mebibyte = Buffer.alloc(MIB, 'y');
  for (let sent = 0; sent < PLAYED_MIB; sent++)
    await mustRead(stage, client, sent, 1, client.send(mebibyte));
  if (before === undefined) return;
  const large = Buffer.alloc(PLAYED_MIB * MIB, 'y');
  let sent = PLAYED_MIB;
  let grown = 0;
  for (const { sent: upTo, most } of KEPT) {
    for (; sent < upTo; sent += PLAYED_MIB)
      await mustRead(stage, client, sent, PLAYED_MIB, unrecorded(client, large));
    grown = Math.round(((stage.kernel.resident() ?? 0) - before) / MIB);
    if (grown <= most) return;
  }
  throw new Failure({
    expected: { text: `what ${client.peer.name} sends until its FIN is read and dropped` },
    received: { text: `your process grew by ${grown} MiB, for ${sent} MiB of that` },
    facts: { name: client.peer.name, grown, sent },
  });
}

/** Sends what is too much to be kept for the exchange. */
function unrecorded({ peer }: Connection, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    peer.socket.write(bytes, () => resolve());
  });
}

/** Fails where these MiB are not taken. That nothing is read is known from turns of the loop. */
async function mustRead(
  stage: Stage,
  client: Connection,
  before: number,
  mebibytes: number,
  sending: Promise<void>,
): Promise<void> {
  let taken = false;
  void sending.then(() => {
    taken = true;
  });
  for (let round = 0; !taken && round < ROUNDS * mebibytes; round++) await stage.turn();
  mustNotReset(client);
  if (taken) return;
  throw new Failure({
    expected: { text: `what ${client.peer.name} sends until its FIN is read and dropped` },
    received: { text: `nothing more was taken, after ${before} MiB that followed` },
    facts: { name: client.peer.name, stopped: before },
  });
}
