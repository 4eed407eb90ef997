import { type Check, type Connection, EARLY_MS, Failure, type Stage } from '../../vocabulary.ts';
import { hearsInSilence, SILENCE, sleep, start, TOO_LONG, wasReset } from './play.ts';
import {
  destroyedInSilence,
  idleClock,
  lingersForEver,
  looksAtDataOnly,
  resetTooSoon,
} from './refusal-causes.ts';
import { MOST } from './refusals.ts';

const LINGER_MS = 300;
/** A machine that stands still for seconds needs a longer one, to tell one clock from another. */
const LONGEST_LINGER_MS = 9600;
/** So much later than lingerMs an RST that has not come does not come any more. */
const LATE_MS = 1500;

export const lingers: Check = {
  id: 'lingers',
  title: 'a refused client that never sends FIN is reset',
  points: 1,
  needs: ['too-long'],
  lesson: 'closing-first-without-a-reset',
  next: 'You have sent your FIN. What do you do if the other one never comes?',
  causes: [idleClock, lingersForEver, resetTooSoon, looksAtDataOnly, destroyedInSilence],
  async play(stage) {
    for (let lingerMs = LINGER_MS; lingerMs <= LONGEST_LINGER_MS; lingerMs *= 2) {
      if (await lingersFor(stage, lingerMs)) return;
      stage.recorder.forget();
    }
    throw new Error('this machine was too busy: for seconds no byte could be sent or read');
  },
};

/**
 * One client falls silent, the other sends a byte every few milliseconds; both are to be reset. False
 * where the bytes were so far apart that a clock which each of them starts again ran out as well.
 */
async function lingersFor(stage: Stage, lingerMs: number): Promise<boolean> {
  const { server } = await start(stage, { mostBytes: MOST, lingerMs });
  const silent = await server.connect('client 1');
  await silent.send(Buffer.alloc(2 * MOST, 'x'));
  await silent.expectToEnd(TOO_LONG);
  const talker = await server.connect('client 2');
  const began = performance.now();
  await talker.send(Buffer.alloc(2 * MOST, 'x'));
  await talker.expectToEnd(TOO_LONG);
  const { gone, longestMs } = await trickle(stage, talker, began, lingerMs + LATE_MS);
  const took = performance.now() - began;
  const heard = await hearsInSilence(stage, silent, gone ? LATE_MS : 0);
  const facts = { lingerMs, gone, heard, took: Math.round(took) };
  if (!gone) {
    throw new Failure({
      expected: { text: `RST, ${lingerMs} ms after your FIN: lingerMs` },
      received: { text: 'none: your server still takes what the client sends' },
      waited: `client 2 sent a byte every few ms for ${(took / 1000).toFixed(1)} s, and no FIN.`,
      facts: { ...facts, name: 'client 2' },
    });
  }
  talker.peer.recordReset();
  if (took < lingerMs - EARLY_MS) {
    throw new Failure({
      expected: { text: `no RST before ${lingerMs} ms have passed: lingerMs` },
      received: { text: `RST after ${took.toFixed(0)} ms` },
      facts: { ...facts, name: 'client 2' },
    });
  }
  if (heard !== 'reset') {
    throw new Failure({
      expected: { text: `RST, ${lingerMs} ms after your FIN: lingerMs` },
      received: { text: SILENCE[heard] },
      waited: 'client 1 had your FIN, sent no FIN, and fell silent.',
      facts: { ...facts, name: 'client 1', silent: true },
    });
  }
  return longestMs < lingerMs / 2;
}

/**
 * Sends a byte every few milliseconds, each of which is read before the next, until an RST comes or so
 * many ms have passed. `longestMs` is the longest time that may have lain between two of them.
 */
async function trickle(
  stage: Stage,
  client: Connection,
  began: number,
  ms: number,
): Promise<{ gone: boolean; longestMs: number }> {
  let longestMs = 0;
  let last = began;
  for (;;) {
    const now = performance.now();
    await client.send(Buffer.from('x'));
    await stage.turn();
    longestMs = Math.max(longestMs, performance.now() - last);
    last = now;
    if (wasReset(client)) return { gone: true, longestMs };
    if (now - began > ms) break;
    await sleep(10);
  }
  // The machine may be slow for both: what your server had to do by now, it has done after these.
  for (let more = 0; more < 2; more++) {
    await client.send(Buffer.from('x'));
    await stage.turn();
  }
  return { gone: wasReset(client), longestMs };
}
