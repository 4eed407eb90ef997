import fs from 'node:fs';
import path from 'node:path';
import { type Check, Failure, PathListener, type Stage } from '../../vocabulary.ts';
import {
  anyErrorMeansStale,
  danglingIsFree,
  fileMeansLive,
  followsLinks,
  leavesProbeOpen,
  probeSends,
  refusedMeansStale,
} from './causes.ts';
import { keepFull } from './full-queue.ts';
import { keepLive, leaveKilled, mustHaveFiles, newPlace, WINDOWS } from './place.ts';
import { stateOf, THINGS } from './server-checks.ts';

export const probesLive: Check = {
  id: 'probes-live',
  title: 'probePath tells a free path from a live server',
  points: 1,
  lesson: 'who-stands-there',
  next: 'Your probe is a client of that server. When does it leave?',
  causes: [leavesProbeOpen, probeSends],
  async play(stage) {
    const { learner } = stage;
    const free = newPlace(stage);
    (await learner.call('probePath', free)).resolves('free');
    if (!WINDOWS) {
      const nowhere = path.join(path.dirname(free), 'missing', 'tickets.sock');
      (await learner.call('probePath', nowhere)).resolves('free');
    }
    const place = newPlace(stage);
    const listener = await PathListener.listen(stage, place, 'your probe');
    const answer = await learner.call('probePath', place);
    answer.resolves('live');
    // The probe has its answer: where it connected, the kernel has had its connection since before that.
    const visit = await listener.accept(0, stage.turn());
    await visit?.peer.receiveToEnd();
    const { received = Buffer.of(), ending } = visit?.peer ?? {};
    if (!visit || (received.length === 0 && ending !== 'open')) return;
    const sent = received
      .subarray(0, 16)
      .toString('hex')
      .replace(/..(?=.)/g, '$& ');
    throw new Failure({
      called: answer.called,
      expected: { text: 'a connection that ends with the probe, and nothing sent on it' },
      received: { text: sent === '' ? 'one that is still open' : `one on which it sent ${sent}` },
      facts: { probeOpen: sent === '', ...(sent ? { sent } : {}) },
    });
  },
};

export const probesStale: Check = {
  id: 'probes-stale',
  title: 'probePath knows the socket of a server that was killed',
  points: 2,
  needs: ['probes-live'],
  lesson: 'a-name-that-outlives-its-server',
  next: 'Who can tell you whether somebody listens there: the folder, or the kernel?',
  causes: [fileMeansLive],
  async play(stage) {
    mustHaveFiles();
    const place = newPlace(stage);
    await leaveKilled(stage, place);
    for (let times = 0; times < 2; times++) {
      const answer = await stage.learner.call('probePath', place);
      answer.resolves('stale', { facts: { killed: true } });
      mustStay(answer.called, place, 'a socket');
    }
  },
};

export const probesOther: Check = {
  id: 'probes-other',
  title: 'probePath takes no file, folder or link for a socket',
  points: 1,
  needs: ['probes-stale'],
  lesson: 'who-stands-there',
  next: 'What has the name at that path, and what tells you?',
  causes: [danglingIsFree, followsLinks, refusedMeansStale],
  async play(stage) {
    mustHaveFiles();
    for (const { what, make } of THINGS) {
      const place = newPlace(stage);
      await make(place);
      const before = stateOf(place);
      const answer = await stage.learner.call('probePath', place);
      answer.resolves('other', { remark: what, facts: { what } });
      mustStay(answer.called, place, before);
    }
  },
};

function mustStay(called: string, place: string, before: string): void {
  const after = fs.existsSync(path.dirname(place)) ? stateOf(place) : 'nothing';
  if (after === before) return;
  throw new Failure({
    called,
    expected: { text: `${before}, as before` },
    received: { text: after },
    facts: { probeChanged: true },
  });
}

/** A server that may not be connected to. (Whoever is root may.) */
async function probeGuarded(stage: Stage): Promise<void> {
  const place = newPlace(stage);
  await keepLive(stage, place, 1);
  fs.chmodSync(place, 0);
  const answer = await stage.learner.call('probePath', place);
  if (answer.error || answer.value === 'live') return;
  answer.fail(
    { text: '"live", or a rejection: the code is EACCES', value: 'live' },
    { guarded: true },
  );
}

export const probesFull: Check = {
  id: 'probes-full',
  title: 'a live server that takes nobody is not taken for dead',
  points: 1,
  needs: ['probes-stale'],
  lesson: 'who-stands-there',
  next: 'Which of the codes that connect() gives says that nobody listens, and what do the others say?',
  causes: [anyErrorMeansStale],
  async play(stage) {
    mustHaveFiles();
    await probeGuarded(stage);
    const place = newPlace(stage);
    await keepFull(stage, place);
    const answer = await stage.learner.call('probePath', place);
    answer.resolves('live', { remark: 'its queue is full: EAGAIN', facts: { full: true } });
  },
};
