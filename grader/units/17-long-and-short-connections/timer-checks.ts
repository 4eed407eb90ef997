import { type Check, EARLY_MS, Failure, type Stage } from '../../vocabulary.ts';
import { mustBeatWhileItAsks } from './asking.ts';
import { heartbeatAsReply } from './causes.ts';
import { Client, explained } from './client.ts';
import { type FramePeer, frame } from './frames.ts';
import {
  closedWhileWaiting,
  heartbeatsAsUse,
  noHeartbeat,
  oneHeartbeat,
  onlyWholeFrames,
  otherCode,
  requestsAsHeartbeats,
  slowAsDead,
  waitsForEver,
} from './timer-causes.ts';

/** By then a connection that should have been closed stays open. */
const LONGEST_MS = 4000;

/**
 * Takes heartbeats, and answers them if so told, until so much time is over or the connection ends.
 * Fails where anything else comes. Gives the number of heartbeats, and the longest time without one.
 */
async function beats(
  stage: Stage,
  peer: FramePeer,
  ms: number,
  answered: boolean,
): Promise<{ count: number; gap: number }> {
  const started = performance.now();
  let last = started;
  let gap = 0;
  for (let count = 0; ; count++) {
    const left = ms - (performance.now() - started);
    if (left <= 0 || count > MOST_COUNTED) return { count, gap };
    const over = new Promise<'over'>((resolve) => setTimeout(() => resolve('over'), left).unref());
    const body = await Promise.race([peer.peek(), over]);
    const now = performance.now();
    gap = Math.max(gap, now - last);
    last = now;
    if (body === 'over' || body === undefined) return { count, gap };
    await peer.next();
    if (body.length > 0) {
      throw new Failure({
        expected: { text: 'heartbeats (frames of length 0) or nothing' },
        received: { text: `the frame ${JSON.stringify(String(body))}` },
      });
    }
    if (!answered) continue;
    // Has it closed right behind that heartbeat? An answer would find nobody, and bring RST.
    await stage.turn();
    if (peer.ending === 'open') await peer.beat();
  }
}

/** In LONGEST_MS there are 40. */
const MOST_COUNTED = 1000;
/** Six times as long as a heartbeat may take. */
const MOST_GAP_MS = 600;
const QUIET = { heartbeatMs: 100, idleMs: 600, deadMs: 60_000 };
/** By then a client that takes itself for idle has closed. */
const WORK_MS = QUIET.idleMs + 2 * QUIET.heartbeatMs;

export const quiet: Check = {
  id: 'quiet',
  title: 'a quiet connection has heartbeats, and is closed when idle',
  points: 2,
  beside: true,
  lesson: 'when-nobody-asks-any-more',
  next: 'Two clocks run while nobody asks. What starts each of them again, and what does not?',
  causes: [heartbeatAsReply, heartbeatsAsUse, oneHeartbeat, noHeartbeat, closedWhileWaiting],
  async play(stage) {
    const made = performance.now();
    const client = await Client.make(stage, QUIET);
    const asked = client.request('first');
    const first = await client.accept(asked);
    await first.mustBring('first', {}, true);
    const replied = performance.now();
    await first.reply('reply to first');
    (await asked).resolves(Buffer.from('reply to first'));
    // On a busy machine some may have come while that reply was awaited.
    await stage.turn();
    first.skipBeats();
    const { count, gap } = await beats(stage, first, LONGEST_MS, true);
    const ms = performance.now() - replied;
    const facts = { heartbeats: count, open: first.ending === 'open' };
    const fails = (expected: string, received: string) => {
      throw new Failure({
        called: `new LongClient(…, { idleMs: ${QUIET.idleMs}, heartbeatMs: ${QUIET.heartbeatMs}, … })`,
        expected: { text: expected },
        received: { text: received },
        facts,
      });
    };
    if (count < 2)
      fails('a heartbeat every 100 ms, until the connection is closed', countOf(count));
    // Those that came late have been on their way: since the beginning there cannot be more.
    if (count > (performance.now() - made) / QUIET.heartbeatMs + 1)
      fails('one heartbeat in 100 ms at most', `${countOf(count)} in ${Math.round(ms)} ms`);
    // Also where it was the grader that did not look: heartbeats that it did not answer are no test.
    if (gap > MOST_GAP_MS)
      fails('a heartbeat every 100 ms', `${countOf(count)}, and none for ${Math.round(gap)} ms`);
    if (first.ending !== 'fin') {
      const still = `still open after ${Math.round(ms)} ms`;
      fails(
        `FIN after ${QUIET.idleMs} ms without a request`,
        first.ending === 'rst' ? 'RST' : still,
      );
    }
    if (ms < QUIET.idleMs - EARLY_MS)
      fails(`FIN after ${QUIET.idleMs} ms without a request`, `FIN after ${Math.round(ms)} ms`);
    first.connection.fin();

    const second = client.request('second');
    const peer = await client.accept(second);
    await peer.mustBring('second', {}, true);
    await mustStayOpen(stage, peer, 'second');
    await peer.reply('reply to second');
    (await second).resolves(Buffer.from('reply to second'));
    // The clock that this reply has started must not go on, nor the next reply start it.
    const [third, fourth] = [client.request('third'), client.request('fourth')];
    const brought = peer.mustBring('third', {}, true);
    const moved = client.acceptAgain(third).catch(() => brought);
    if (await Promise.race([brought, moved])) return; // `one-connection` tells of that
    await peer.reply('reply to third');
    const answered = await Promise.race([third.then(() => 3), fourth.then(() => 4)]);
    if (answered === 4) return; // `pipelines` tells of that
    await peer.mustBring('fourth', {}, true);
    await mustStayOpen(stage, peer, 'fourth');
    await peer.reply('reply to fourth');
    (await fourth).resolves(Buffer.from('reply to fourth'));
  },
};

async function mustStayOpen(stage: Stage, peer: FramePeer, body: string): Promise<void> {
  await beats(stage, peer, WORK_MS, true);
  if (peer.ending === 'open') return;
  throw new Failure({
    called: `request("${body}"), and the server takes ${WORK_MS} ms for it`,
    expected: { text: 'a connection that stays open until the reply has come' },
    received: { text: peer.ending === 'fin' ? 'FIN' : 'RST' },
    facts: { closedWhileWaiting: true },
  });
}

const DEAD = { heartbeatMs: 100, idleMs: 60_000, deadMs: 800 };
/** Heartbeats are answered for so long before a reply comes a byte at a time, for longer than deadMs. */
const BEFORE_MS = 400;
const SLOW_REPLY = 'at last!';

/** Sends the reply a byte at a time; heartbeats that come meanwhile find no place for an answer. */
async function trickle(peer: FramePeer, bytes: Buffer): Promise<void> {
  for (const byte of bytes) {
    if (peer.ending !== 'open') return;
    await peer.connection.send(Buffer.of(byte));
    await new Promise((resolve) => setTimeout(resolve, DEAD.heartbeatMs));
  }
}

export const silence: Check = {
  id: 'silence',
  title: 'a slow server is waited for, a silent one is given up',
  points: 2,
  beside: true,
  lesson: 'silence',
  next: 'Slow and gone: by what can the client tell the two apart?',
  causes: [
    heartbeatAsReply,
    requestsAsHeartbeats,
    onlyWholeFrames,
    slowAsDead,
    waitsForEver,
    otherCode,
  ],
  async play(stage) {
    const slow = await Client.make(stage, DEAD);
    const waiting = slow.request('slow');
    const alive = await slow.accept(waiting);
    await alive.mustBring('slow', {}, true);
    await beats(stage, alive, BEFORE_MS, true);
    const framed = performance.now();
    await trickle(alive, frame(SLOW_REPLY));
    const facts = { slow: true, unframedMs: performance.now() - framed };
    const late = await explained(waiting, facts);
    late.resolves(Buffer.from(SLOW_REPLY), { remark: 'a byte every 100 ms', facts });
    await mustBeatWhileItAsks(stage);

    // Before the client: it may connect at once, and then the silence begins there.
    const started = performance.now();
    const mute = await Client.make(stage, DEAD);
    const vain = mute.request('vain');
    const silent = await mute.accept(vain);
    await silent.mustBring('vain', {}, true);
    await beats(stage, silent, LONGEST_MS, false);
    const ms = performance.now() - started;
    const answer = await explained(vain, { silent: true });
    answer.throws('Error', 'nothing came for 800 ms (ETIMEDOUT)', { silent: true });
    const code = answer.error?.code ?? '';
    if (code !== 'ETIMEDOUT')
      answer.fail({ text: 'an Error of the code ETIMEDOUT' }, { dueCode: 'ETIMEDOUT', code });
    if (ms < DEAD.deadMs - EARLY_MS)
      answer.fail({ text: `ETIMEDOUT after 800 ms, and not after ${Math.round(ms)}` });
    await silent.mustClose('a connection that your client has given up is closed');
  },
};

function countOf(heartbeats: number): string {
  if (heartbeats === 0) return 'no heartbeat';
  return heartbeats === 1 ? 'one heartbeat' : `${heartbeats} heartbeats`;
}
