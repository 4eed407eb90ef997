import { type Check, EARLY_MS, Failure, type Stage } from '../../vocabulary.ts';
import { mostAttempts, openManyMutePorts, openMutePorts, synSentTo } from './full-queue.ts';
import { Lookout } from './lookout.ts';
import { withFacts } from './survey-causes.ts';
import {
  deadlineIgnored,
  handedOutTooEarly,
  lateSocket,
  nobodyTold,
  noDeadline,
  noDefaultDeadline,
  noDefaultLimit,
  noLimit,
  oneBudgetForAll,
  oneDeadlineForAll,
  wrongOrder,
} from './waiting-causes.ts';

const ROUNDS = 10;
const MOST_ROUNDS = 100;
const MOST_TRIES = 200;
/** Two clocks are compared here, and a timer may fire a little early. */
const EARLIEST = 0.95;
const BUSY_MS = 250;
const DEFAULT_CONCURRENCY = 100;
const DEFAULT_DEADLINE_MS = 1000;
/** Surveys that wait for one another are right as well, and take their time. */
const PATIENCE_MS = 6000;

export const surveyLimit: Check = {
  id: 'survey-limit',
  title: 'no more attempts are under way than concurrency allows',
  points: 2,
  needs: ['survey-finds'],
  lesson: 'a-survey-of-your-own-loopback',
  next: 'When may the next attempt begin, and what in your code makes it wait until then?',
  causes: [noDefaultLimit, noLimit, wrongOrder],
  async play(stage) {
    await unlessByChance(() => playLimit(stage));
  },
};

/** The first ports leave every SYN unanswered, for longer than this check lasts: nothing may come to the others. */
async function playLimit(stage: Stage): Promise<void> {
  const [mute, many] = await Promise.all([
    openMutePorts(stage, 2),
    openManyMutePorts(stage, DEFAULT_CONCURRENCY),
  ]);
  const lookouts = await lookoutsAbove(stage, Math.max(...mute), 3);
  await mustWait(stage, mute, lookouts, 2);
  if (many) await mustWait(stage, many, [await Lookout.open(stage, 'greets')]);
}

/** With a limit as large as the number of the ports that do not answer: one that is given, or the one by default. */
async function mustWait(
  stage: Stage,
  mute: readonly number[],
  lookouts: readonly Lookout[],
  concurrency?: number,
): Promise<void> {
  const others = lookouts.map(({ port }) => port);
  // Nobody waits for its end: it comes when the ports are freed behind this check.
  void stage.learner.call('surveyPorts', '127.0.0.1', [...mute, ...others], {
    ...(concurrency === undefined ? {} : { concurrency }),
    deadlineMs: 30_000,
  });
  for (let round = 0; round < MOST_ROUNDS && synSentTo(mute) === 0; round++) await stage.turn();
  const heard = () => lookouts.reduce((sum, lookout) => sum + lookout.heard, 0);
  for (let round = 0; round < ROUNDS && heard() === 0; round++) await stage.turn();
  const tooMany = heard();
  if (tooMany === 0) return;
  const given = concurrency !== undefined;
  const list = given ? [...mute, ...others].join(', ') : `${mute[0]}, 99 others, ${others[0]}`;
  const options = given ? `concurrency: ${concurrency}, deadlineMs` : 'deadlineMs';
  const first = given ? 'first two' : `first ${mute.length}`;
  const count = tooMany === 1 ? '1 connection' : `${tooMany} connections`;
  throw new Failure({
    called: `surveyPorts("127.0.0.1", [${list}], { ${options}: 30_000 })`,
    expected: { text: `attempts at the ${first} ports, which do not answer, and no others` },
    received: { text: `${count} to the others, before any of the ${first.slice(6)} was answered` },
    facts: { tooMany, waiting: synSentTo(mute) ?? mute.length, limit: mute.length, given },
  });
}

export const surveyDeadline: Check = {
  id: 'survey-deadline',
  title: 'an attempt without an answer ends with its deadline',
  points: 2,
  beside: true,
  lesson: 'a-survey-of-your-own-loopback',
  next: 'Whose clock ends an attempt, when does it begin to run, and what does it end?',
  causes: [
    nobodyTold,
    noDeadline,
    noDefaultDeadline,
    handedOutTooEarly,
    oneDeadlineForAll,
    deadlineIgnored,
    oneBudgetForAll,
    lateSocket,
  ],
  async play(stage) {
    let deadlineMs = 1200; // not the one by default: whoever takes that is too soon
    await unlessByChance(async () => {
      const busy = playDeadline(stage, deadlineMs);
      deadlineMs = 1500;
      if (await busy) await playDeadline(stage, deadlineMs);
    });
  },
};

/**
 * The first two ports leave every SYN unanswered; the third listens. Each has its turn. Gives whether
 * it took so long, or was seen so little, that the time says little: then the machine was busy.
 */
async function playDeadline(stage: Stage, deadlineMs: number): Promise<boolean> {
  const [other = 0, ...mute] = await openMutePorts(stage, 3);
  const lookout = await Lookout.open(stage, 'hangs up');
  const learner = stage.learner.patient(PATIENCE_MS);
  const options = { concurrency: 1, deadlineMs };
  const ports = [...mute, lookout.port];
  await stage.turn(); // a process that has only just started has its clock late
  const began = performance.now();
  let unnamedTook: number | undefined;
  const unnamed = learner.call('surveyPorts', '127.0.0.1', [other]);
  unnamed.then(
    () => (unnamedTook = performance.now() - began),
    () => {}, // it is judged by what it has not come to
  );
  const call = learner.call('surveyPorts', '127.0.0.1', ports, options);
  const most = await mostAttempts(mute, call);
  const answer = await call.catch((error: unknown) => {
    throw withAttempts(error, most, synSentTo(mute), lookout.heard > 0);
  });
  const took = performance.now() - began;
  answer.resolves([lookout.port], { facts: { waitedItsTurn: true, after: took / deadlineMs } });
  const synSent = synSentTo(mute) ?? 0;
  if (synSent > 0) {
    throw new Failure({
      called: answer.called,
      expected: { text: 'every socket closed when the promise settles' },
      received: { text: 'a socket that still repeats its SYN (SYN_SENT in /proc/net/tcp)' },
      facts: { synSent },
    });
  }
  // Attempts that run side by side are another check's affair.
  const due = 2 * deadlineMs;
  const inTime = took >= EARLIEST * due;
  if (most === 1 && !inTime) {
    throw new Failure({
      called: answer.called,
      expected: {
        text: `two attempts without an answer, ${deadlineMs} ms each: ${2 * deadlineMs} ms`,
      },
      received: { text: `an answer after ${Math.round(took)} ms` },
      facts: { took, deadlineMs },
    });
  }
  await stage.turn(); // what came before this answer has been heard
  if (inTime) judgeDefault(`surveyPorts("127.0.0.1", [${other}])`, unnamedTook, took);
  // Attempts that nobody saw, or that took a little less than they must: this machine stood still meanwhile.
  if (most === 0 || (inTime && took < due - EARLY_MS)) return true;
  return took > due + BUSY_MS;
}

/** The survey without options was begun first, and its only attempt has less time than the two that came after it. */
function judgeDefault(called: string, took: number | undefined, atLeast: number): void {
  if (took !== undefined && took >= DEFAULT_DEADLINE_MS / 2) return;
  throw new Failure({
    called,
    expected: { text: `an answer after ${DEFAULT_DEADLINE_MS} ms: no deadlineMs is given` },
    received: {
      text:
        took === undefined
          ? `none in ${Math.round(atLeast)} ms`
          : `one after ${Math.round(took)} ms`,
    },
    facts: { byDefault: took === undefined ? 'long' : 'short' },
  });
}

/** A promise that stays pending, with what the kernel says of the attempts that it waits for. */
function withAttempts(
  error: unknown,
  most: number | undefined,
  waiting: number | undefined,
  cameAbout: boolean,
): unknown {
  if (!(error instanceof Failure) || error.evidence.facts?.reason !== 'unsettled') return error;
  if (most === undefined || waiting === undefined) return error;
  return withFacts(error, { tried: most > 0, waiting, cameAbout });
}

/**
 * Plays once more what has failed. A connection may have been somebody else's, who meant the program
 * that had this port a moment ago; and a machine may be so busy that an open port answers too late.
 */
async function unlessByChance(play: () => Promise<void>): Promise<void> {
  try {
    await play();
  } catch (error) {
    const settled = error instanceof Failure && error.evidence.facts?.reason === undefined;
    if (!settled) throw error;
    await play();
  }
}

/** Servers whose ports are larger than those that do not answer: theirs is the later turn in any order. */
async function lookoutsAbove(stage: Stage, least: number, count: number): Promise<Lookout[]> {
  const lookouts: Lookout[] = [];
  for (let tries = 0; lookouts.length < count && tries < MOST_TRIES; tries++) {
    const lookout = await Lookout.open(stage, 'greets');
    if (lookout.port > least) lookouts.push(lookout);
  }
  if (lookouts.length < count) throw new Error(`no ${count} ports above ${least} are free`);
  return lookouts.sort((a, b) => a.port - b.port);
}
