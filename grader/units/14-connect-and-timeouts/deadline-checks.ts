import {
  type Answer,
  type Check,
  type Evidence,
  Failure,
  LOOPBACK,
  type Stage,
} from '../../vocabulary.ts';
import {
  abortAsTimeout,
  abortUnheard,
  lateSocket,
  seconds,
  timeoutClosesNothing,
  tooEarly,
} from './causes.ts';
import { abortForTimeout, reasonForError } from './code-causes.ts';
import { StoppedListener } from './stopped-listener.ts';
import { aside, settled, tells } from './telling.ts';

const DEADLINE_MS = 300;
const POLL_MS = 10;
const COMES_MS = 4000;
const CLOSES_MS = 500;

async function giveUp(stage: Stage, stopped: StoppedListener): Promise<Answer> {
  const socket = await aside(stage);
  const target = { host: LOOPBACK.host, port: stopped.port };
  const call = stage.learner.call('connectEx', target, { deadlineMs: DEADLINE_MS });
  const answer = await settled(call, async () => ({
    facts: { timers: (await stage.learner.inspect(socket)).timers },
  }));
  stopped.mustHaveHung();
  return answer;
}

export const deadline: Check = {
  id: 'deadline',
  title: 'a connect that hangs ends at its deadline: ETIMEDOUT',
  points: 2,
  needs: ['refused'],
  lesson: 'a-connect-that-hangs',
  next: 'What happens when your time is over, and who has to make it happen?',
  causes: [seconds, timeoutClosesNothing, tooEarly, abortForTimeout, reasonForError],
  async play(stage) {
    const stopped = await StoppedListener.start(stage);
    const started = performance.now();
    const answer = await giveUp(stage, stopped);
    const took = performance.now() - started;
    tells(answer, ['ETIMEDOUT'], { deadline: true });
    if (took > DEADLINE_MS - 10) return;
    answer.fail({ text: `an attempt that is given its ${DEADLINE_MS} ms` }, { early: true });
  },
};

export const nothingLate: Check = {
  id: 'nothing-late',
  title: 'what connects after the deadline is not kept',
  points: 2,
  needs: ['deadline'],
  lesson: 'too-late',
  next: 'Your caller has its code. Who still knows of the socket, and what does the kernel do with it?',
  causes: [lateSocket],
  async play(stage) {
    const stopped = await StoppedListener.start(stage);
    const answer = await giveUp(stage, stopped);
    if (stopped.attemptGoesOn() === false) return;
    stopped.goOn();
    const came = await until(() => stopped.stranger() !== 'none', COMES_MS);
    if (came) {
      await stage.turn();
      if (await until(() => stopped.stranger() === 'closed', CLOSES_MS)) return;
    } else if (stopped.attemptGoesOn() !== true) return;
    const text = came
      ? 'then a connection came in, and it stays open'
      : 'the kernel still tries to connect for your process';
    failLate(answer.called, `ETIMEDOUT, and ${text}`, { late: true, seen: text });
  },
};

export const aborted: Check = {
  id: 'aborted',
  title: 'an AbortSignal ends the attempt: ABORT_ERR',
  points: 1,
  needs: ['own-codes'],
  lesson: 'too-late',
  next: 'When can a signal be aborted: before your call, during it, and who hears of each?',
  causes: [abortUnheard, abortAsTimeout, reasonForError],
  async play(stage) {
    const { learner } = stage;
    const before = await learner.signal();
    await learner.ask(before.name, 'abort');
    const { address } = await stage.host();
    const early = await learner.call('connectEx', { ...address }, { signal: before });
    tells(early, ['ABORT_ERR'], { aborted: 'before the call' });

    if (process.platform !== 'linux') return;
    const stopped = await StoppedListener.start(stage);
    const during = await learner.signal();
    const target = { host: LOOPBACK.host, port: stopped.port };
    const call = learner.call('connectEx', target, { signal: during });
    await stage.turn();
    await learner.ask(during.name, 'abort');
    const facts = { aborted: 'while the connect hung' };
    const answer = await settled(call, async () => ({ facts }));
    stopped.mustHaveHung();
    tells(answer, ['ABORT_ERR'], facts);
    if (stopped.attemptGoesOn() !== true) return;
    failLate(
      answer.called,
      'ABORT_ERR, and the kernel still tries to connect for your process',
      facts,
    );
  },
};

/** Fails with what the code says beside what is left of the attempt. */
function failLate(called: string, text: string, facts: Evidence['facts']): never {
  const expected = { text: 'nothing left of the attempt' };
  throw new Failure({ called, expected, received: { text }, ...(facts ? { facts } : {}) });
}

async function until(condition: () => boolean, ms: number): Promise<boolean> {
  const started = performance.now();
  while (!condition() && performance.now() - started < ms)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  return condition();
}
