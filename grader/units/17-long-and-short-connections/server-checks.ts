import { type Check, EARLY_MS, Failure, LOOPBACK, type Stage } from '../../vocabulary.ts';
import { refusesTheLongest } from './causes.ts';
import { FramePeer, frame, HEARTBEAT, MOST_BODY_BYTES } from './frames.ts';
import { endsWithTheClient, noReply, resetEndsAll, tooSoon } from './server-causes.ts';
import {
  closedWhileOwing,
  heartbeatInLine,
  heartbeatsIgnored,
  heartbeatUnanswered,
  neverCloses,
  repliesWhenReady,
} from './timer-causes.ts';

const CALM_MS = 60_000;

/** A request whose work takes so long; its reply is the same. */
export function work(ms: number, text: string): Buffer {
  return frame(Buffer.concat([Buffer.of(ms >> 8, ms & 255), Buffer.from(text)]));
}

function start(stage: Stage, idleMs = CALM_MS) {
  return stage.server('startSlowEchoServer', LOOPBACK, { idleMs });
}

export const inOrder: Check = {
  id: 'in-order',
  title: 'your server replies in the order of the requests',
  points: 2,
  lesson: 'whose-reply-is-it',
  next: 'What has a reply to wait for before it goes out, and what not?',
  causes: [resetEndsAll, repliesWhenReady, refusesTheLongest, noReply, tooSoon, endsWithTheClient],
  async play(stage) {
    const server = await start(stage);
    const witness = await server.connect('witness');
    const client = await server.connect();
    const requests = [work(150, 'first'), work(0, 'second'), work(300, ''), work(20, 'fourth')];
    const all = Buffer.concat(requests);
    const sent = performance.now();
    await client.send(all);
    const resets = await server.connect('somebody else');
    await resets.send(work(50, 'never mind'));
    await stage.turn();
    resets.reset();
    await client.expect(all, { inOrder: true });
    mustHaveWorked('the third reply', 300, '01 2c', sent);
    const long = work(0, 'long '.padEnd(MOST_BODY_BYTES - 2, '.'));
    await client.send(long);
    await client.expect(long, { longest: true });
    const again = performance.now();
    await client.sendOneByOne(Buffer.concat([work(258, 'a'), work(1, 'b')]));
    await client.expect(Buffer.concat([work(258, 'a'), work(1, 'b')]), { inOrder: true });
    mustHaveWorked('the reply to "a"', 258, '01 02', again);
    await witness.send(work(0, '?'));
    await witness.expect(work(0, '?'));
    await client.send(Buffer.concat([work(150, 'last'), work(0, 'and one more')]));
    client.fin();
    const owed = Buffer.concat([work(150, 'last'), work(0, 'and one more')]);
    await client.expectToEnd(owed, { afterFin: true });
  },
};

function mustHaveWorked(reply: string, ms: number, bytes: string, sent: number): void {
  const took = performance.now() - sent;
  if (took >= ms - EARLY_MS) return;
  throw new Failure({
    expected: { text: `${reply} after its ${ms} ms of work` },
    received: { text: `it came after ${Math.round(took)} ms` },
    facts: { workBytes: bytes, workMs: ms },
  });
}

export const answersHeartbeats: Check = {
  id: 'answers-heartbeats',
  title: 'your server answers a heartbeat at once, also while it works',
  points: 1,
  needs: ['in-order'],
  lesson: 'heartbeats',
  next: 'What does the client want to know, and does that depend on the replies before?',
  causes: [heartbeatInLine, heartbeatUnanswered],
  async play(stage) {
    const server = await start(stage);
    const client = await server.connect();
    await client.send(HEARTBEAT);
    await client.expect(HEARTBEAT, { heartbeat: true });
    await client.send(Buffer.concat([work(400, 'slow'), HEARTBEAT]));
    await client.expect(Buffer.concat([HEARTBEAT, work(400, 'slow')]), { heartbeat: true });
    await client.sendOneByOne(Buffer.concat([HEARTBEAT, HEARTBEAT]));
    await client.expect(Buffer.concat([HEARTBEAT, HEARTBEAT]), { heartbeat: true });
    await client.finish();
  },
};

const IDLE_MS = 800;
const BEAT_MS = 100;

export const closesSilent: Check = {
  id: 'closes-silent',
  title: 'your server closes a silent connection, and no other',
  points: 2,
  beside: true,
  lesson: 'when-nobody-asks-any-more',
  next: 'Who has shown that they are still there, and whom does your server still owe something?',
  causes: [neverCloses, closedWhileOwing, heartbeatsIgnored],
  async play(stage) {
    const server = await start(stage, IDLE_MS);
    const owed = await server.connect('who waits');
    const owedMs = IDLE_MS + 3 * BEAT_MS;
    const both = Buffer.concat([work(0, 'quick'), work(owedMs, 'slow')]);
    await owed.send(both);
    const beating = new FramePeer(await server.connect('who beats'));
    const opened = performance.now();
    const silent = await server.connect('who is silent');
    const beats = async () => {
      for (let i = 1; i * BEAT_MS < owedMs; i++) {
        await beating.beat();
        await new Promise((resolve) => setTimeout(resolve, BEAT_MS));
      }
    };
    const stillServed = async () => {
      await beating.connection.send(work(0, 'still there?'));
      const reply = await beating.nextReply();
      if (reply?.equals(work(0, 'still there?').subarray(4))) return;
      throw new Failure({
        expected: { text: 'a client that has sent heartbeats is still served' },
        received: { text: beating.ending === 'open' ? 'no reply' : 'its connection was closed' },
        facts: { beat: true, ending: beating.ending },
      });
    };
    const closed = silent.peer.receiveToEnd().then(() => performance.now() - opened);
    const [ms] = await Promise.all([closed, beats()]);
    mustBeClosed(silent.peer.ending, ms);
    await stillServed();
    await owed.expect(both, { owed: true });
    await owed.peer.receiveToEnd();
    mustBeClosed(owed.peer.ending, IDLE_MS);
  },
};

function mustBeClosed(ending: FramePeer['ending'], ms: number): void {
  if (ending !== 'open' && ms >= IDLE_MS - EARLY_MS) return;
  throw new Failure({
    called: `startSlowEchoServer(…, { idleMs: ${IDLE_MS} })`,
    expected: { text: `a connection that is closed after ${IDLE_MS} ms of silence` },
    received: {
      text: ending === 'open' ? 'still open' : `closed after ${Math.round(ms)} ms`,
    },
    facts: { stillOpen: ending === 'open' },
  });
}
