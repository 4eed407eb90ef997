import { Failure, type Stage } from '../../vocabulary.ts';
import { Client } from './client.ts';
import type { FramePeer } from './frames.ts';

const TIMES = { heartbeatMs: 250, idleMs: 60_000, deadMs: 1000 };
/** Far more often than heartbeats: what a client sends itself never pauses for heartbeatMs. */
const EVERY_MS = 25;
/** By then a client that has heard nothing must have given up. */
const ASKING_MS = TIMES.deadMs + TIMES.heartbeatMs + 100;
/** Only a machine that pauses again and again needs more than ASKING_MS. */
const LONGEST_MS = 15_000;
/** Its clock began with connect, ours with its first request. */
const EARLY_MS = 50;

/**
 * A client that asks and asks, of a server that answers heartbeats and is slow with its replies: fails
 * where the connection is closed, or where no heartbeat comes.
 */
export async function mustBeatWhileItAsks(stage: Stage): Promise<void> {
  const client = await Client.make(stage, TIMES);
  const first = client.request('request 1');
  const peer = await client.accept(first);
  await peer.mustBring('request 1', {}, true);
  const started = performance.now();
  let [now, beaten, since] = [started, started, started];
  const bodies = ['request 1'];
  // Where the machine pauses, so do the requests, and whoever counts those may send a heartbeat then.
  while (now - since < ASKING_MS && now - started < LONGEST_MS) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    const body = `request ${bodies.length + 1}`;
    bodies.push(body);
    client.request(body);
    const { came, beats } = await nextAnswered(peer);
    const last = now;
    now = performance.now();
    if (beats > 0) beaten = now;
    const silentMs = now - beaten;
    const unbeaten = silentMs > 2 * TIMES.heartbeatMs;
    const slow = !unbeaten && now - started >= TIMES.deadMs - EARLY_MS;
    const facts = { asking: bodies.length, unbeaten, slow };
    if (peer.ending !== 'open') fail(`${peer.ending.toUpperCase()} after ${ms(started)}`, facts);
    if (came !== body) return; // `one-connection` and `pipelines` tell of that
    if (now - last > TIMES.heartbeatMs / 2) since = now;
    if (silentMs > 4 * TIMES.heartbeatMs) fail(`no heartbeat in ${ms(beaten)}`, facts);
  }
  await peer.reply(...bodies);
}

function ms(since: number): string {
  return `${Math.round(performance.now() - since).toLocaleString('en')} ms`;
}

/** The next frame that is no heartbeat, and how many were answered before it. */
async function nextAnswered(peer: FramePeer): Promise<{ came?: string; beats: number }> {
  const started = performance.now();
  for (let beats = 0; ; beats++) {
    const body = await peer.next();
    if (body === undefined) return { beats };
    if (body.length > 0) return { came: String(body), beats };
    await peer.beat();
    if (performance.now() - started > LONGEST_MS) return { beats };
  }
}

function fail(
  received: string,
  facts: { asking: number; unbeaten: boolean; slow: boolean },
): never {
  throw new Failure({
    called: `${facts.asking} requests, one every ${EVERY_MS} ms, whose replies take their time`,
    expected: { text: 'heartbeats in between, and a connection that stays open' },
    received: { text: received },
    facts,
  });
}
