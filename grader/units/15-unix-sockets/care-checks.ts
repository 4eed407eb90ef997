import fs from 'node:fs';
import path from 'node:path';
import { type Check, Failure, Other, type Stage } from '../../vocabulary.ts';
import {
  leavesFile,
  leavesLock,
  modeInDecimal,
  modeNotSet,
  oneLockForAll,
  refusedForEver,
  twoUndertakers,
  zeroIsNoMode,
} from './causes.ts';
import {
  keepLive,
  leaveStale,
  mustDraw,
  mustHaveFiles,
  mustHold,
  mustReject,
  mustServe,
  newPlace,
  start,
  untilGone,
} from './place.ts';

export const setsMode: Check = {
  id: 'sets-mode',
  title: 'the mode of the socket says who may connect',
  points: 1,
  needs: ['takes-over'],
  lesson: 'who-may-connect',
  next: 'What mode does a socket get by itself, and who can give it another?',
  causes: [zeroIsNoMode, modeNotSet, modeInDecimal],
  async play(stage) {
    mustHaveFiles();
    for (const mode of [undefined, 0o600, 0o660, 0o666, 0o777, 0o640, 0]) {
      for (const stale of [false, true]) {
        const place = newPlace(stage);
        if (stale) await leaveStale(place);
        await start(stage, place, { mode });
        mustHaveMode(place, mode);
      }
    }
  },
};

function mustHaveMode(place: string, asked: number | undefined): void {
  const octal = (bits: number) => bits.toString(8).padStart(3, '0');
  const mode = fs.lstatSync(place).mode & 0o777;
  const wanted = asked ?? 0o600;
  if (mode === wanted) return;
  throw new Failure({
    called: `startTicketServer("${place}"${asked === undefined ? '' : `, 0o${octal(asked)}`})`,
    expected: { text: `a socket of mode ${octal(wanted)}` },
    received: { text: `one of mode ${octal(mode)}` },
    facts: { mode: octal(mode), wanted: octal(wanted), left: octal(0o777 & ~process.umask()) },
  });
}

export const cleansUp: Check = {
  id: 'cleans-up',
  title: 'nothing is left when the server has closed',
  points: 2,
  needs: ['takes-over', 'keeps-live', 'keeps-others'],
  lesson: 'a-name-that-outlives-its-server',
  next: 'Which names does your code make, and who removes each of them?',
  causes: [leavesLock, leavesFile, refusedForEver],
  async play(stage) {
    mustHaveFiles();
    for (const stale of [false, true]) {
      const place = newPlace(stage);
      if (stale) await leaveStale(place);
      await serveOnce(stage, place, { refuse: false });
      await serveOnce(stage, place, { refuse: true });
      await serveOnce(stage, place, {
        refuse: false,
        facts: { refusedWhile: 'a server lived there' },
      });
    }
    for (const live of [true, false]) {
      const place = newPlace(stage);
      if (live) await keepLive(stage, place, 1);
      else fs.writeFileSync(place, 'a text');
      const { answer } = await stage.learner.keep('startTicketServer', place);
      mustHold(answer.called, place, [path.basename(place)], 'as before');
    }
    const late = path.join(path.dirname(newPlace(stage)), 'missing', 'tickets.sock');
    const { answer } = await stage.learner.keep('startTicketServer', late);
    answer.throws('Error', 'there is no such folder');
    fs.mkdirSync(path.dirname(late), { recursive: true });
    await start(stage, late, { facts: { refusedWhile: 'the folder was missing' } });
  },
};

/** A server starts, is drawn from and closes; if so told, another start is refused meanwhile. */
async function serveOnce(
  stage: Stage,
  place: string,
  { refuse, facts = {} }: { refuse: boolean; facts?: Record<string, string> },
): Promise<void> {
  const kept = await start(stage, place, { facts });
  const called = `startTicketServer("${place}")`;
  mustHold(called, place, [path.basename(place)], 'when the promise has settled');
  await mustDraw(stage, place, 1);
  if (refuse) {
    const { answer } = await stage.learner.keep('startTicketServer', place);
    mustReject(answer, place, 'EADDRINUSE', 'your own server lives there');
  }
  await stage.learner.ask(kept, 'close');
  if (!(await untilGone(stage, place))) {
    throw new Failure({
      called: `${called}, and then close() of the server`,
      expected: { text: `nothing at ${place}` },
      received: { text: 'the socket, still there' },
      facts: { fileLeft: true },
    });
  }
  mustHold(`${called}, and then close()`, place, [], 'when the server has closed');
}

const ROUNDS = 16;
const AT_ONCE = 4;

export const twoAtOnce: Check = {
  id: 'two-at-once',
  title: 'of several that start at once, one serves',
  points: 2,
  needs: ['takes-over', 'keeps-live', 'cleans-up'],
  lesson: 'one-undertaker-at-a-time',
  next: 'What may have happened between the look at the socket and the moment when you remove it?',
  causes: [twoUndertakers, oneLockForAll],
  async play(stage) {
    mustHaveFiles();
    for (let round = 0; round < ROUNDS; round++) await race(stage, round % 8 < 6, round % 4);
    for (let round = 0; round < ROUNDS / 2; round++) await startApart(stage, round % 2 === 0);
  },
};

/** Two starts at the same time, for two names in one folder: both serve. */
async function startApart(stage: Stage, stale: boolean): Promise<void> {
  stage.recorder.forget();
  const one = newPlace(stage);
  const places = [one, path.join(path.dirname(one), 'more.sock')];
  if (stale) await Promise.all(places.map(leaveStale));
  const calls = places.map((place) => stage.learner.keep('startTicketServer', place));
  for (const [i, place] of places.entries()) {
    const called = await calls[i];
    if (called) mustServe(called.answer, place, { apart: true });
  }
  for (const place of places) await mustDraw(stage, place, 1);
}

/** Calls that come all at once, or each so many turns of our own loop after the one before. */
async function race(stage: Stage, stale: boolean, turns: number): Promise<void> {
  const place = newPlace(stage);
  if (stale) await leaveStale(place);
  const calls: ReturnType<typeof stage.learner.keep>[] = [];
  for (let i = 0; i < AT_ONCE; i++) {
    calls.push(stage.learner.keep('startTicketServer', place));
    for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
  const answers = (await Promise.all(calls)).map(({ answer }) => answer);
  const served = answers.filter(({ error, value }) => !error && value instanceof Other).length;
  const codes = answers.flatMap(({ error }) => (error ? [error.code || error.message] : []));
  const refused = codes.filter((code) => code === 'EADDRINUSE').length;
  if (served !== 1 || refused !== AT_ONCE - 1) {
    const others = codes.filter((code) => code !== 'EADDRINUSE').join(', ');
    const servers = served === 1 ? '1 server' : `${served} servers`;
    throw new Failure({
      called: `startTicketServer("${place}"), ${AT_ONCE} calls at once, where ${stale ? 'a stale socket' : 'nothing'} is`,
      expected: { text: `1 server, ${AT_ONCE - 1} times EADDRINUSE` },
      received: {
        text: `${servers}, ${refused} times EADDRINUSE${others && `, and ${others}`}`,
      },
      facts: { served, others },
    });
  }
  await mustDraw(stage, place, 1, { facts: { raced: true } });
  await mustDraw(stage, place, 2, { facts: { raced: true } });
}
