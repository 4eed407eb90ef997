import {
  type Answer,
  type Check,
  type Evidence,
  Failure,
  type SocketUnderTest,
  type Stage,
  same,
} from '../../vocabulary.ts';
import {
  bytesLost,
  closedByTimeout,
  finNotHeard,
  readSeconds,
  resetAsFin,
  timeoutAsFin,
} from './causes.ts';
import { messageForCode } from './code-causes.ts';
import { closedAfterFin, givenToNobody, partOfWhatCame } from './reading-causes.ts';
import { settled } from './telling.ts';

const LONG_MS = 60_000;
const SHORT_MS = 200;

const read = ({ learner }: Stage, end: SocketUnderTest, ms = LONG_MS): Promise<Answer> =>
  learner.call('readWithin', end.socket, ms);

export const reads: Check = {
  id: 'reads',
  title: 'what has come is read, what comes next too, and FIN is null',
  points: 2,
  lesson: 'a-deadline-for-reading',
  next: 'Which three things can happen while you wait, and which of them can have happened before?',
  causes: [finNotHeard, closedAfterFin, partOfWhatCame],
  async play(stage) {
    const { socket, turn } = stage;
    for (const finFirst of [false, true]) {
      const end = await socket();
      await end.sendChunk(Buffer.from('hello'));
      (await read(stage, end)).resolves(Buffer.from('hello'), { remark: 'had come already' });
      const later = read(stage, end);
      await turn();
      await end.sendChunk(Buffer.of(0xe4, 0xbd));
      (await later).resolves(Buffer.of(0xe4, 0xbd), { remark: 'came during the call' });
      const last = finFirst ? undefined : read(stage, end);
      await turn();
      end.grader.fin();
      await turn();
      const facts = { fin: true };
      const judge = (answer: Answer) =>
        answer.resolves(null, { facts: { ...facts, threw: answer.error !== undefined } });
      await wait(last ?? read(stage, end), judge, facts);
      await wait(read(stage, end), judge, facts);
    }
  },
};

/** Judges an answer; one that does not come fails with these facts. */
async function wait(
  call: Promise<Answer>,
  judge: (answer: Answer) => void,
  facts: NonNullable<Evidence['facts']>,
): Promise<void> {
  judge(await settled(call, async () => ({ facts })));
}

/** Fails unless the call was rejected with an Error of this code. */
function mustReject(answer: Answer, code: string, facts: Evidence['facts']): void {
  const why = `rejected, its code is ${code}`;
  answer.throws('Error', why, facts);
  if (answer.error?.code === code) return;
  const { code: came, message = '' } = answer.error ?? {};
  if (came) answer.fail({ text: `Error: ${why}` }, { ...facts, code: came, threw: true });
  throw new Failure({
    called: answer.called,
    expected: { text: `an Error whose code is ${code}` },
    received: { text: `an Error without a code (its message is ${JSON.stringify(message)})` },
    facts: { ...facts, wanted: code, noCode: message, threw: true },
  });
}

export const readDeadline: Check = {
  id: 'read-deadline',
  title: 'nothing comes: the read is rejected with ETIMEDOUT, in time',
  points: 2,
  needs: ['reads'],
  lesson: 'a-deadline-for-reading',
  next: 'When are your ms over, and what has the peer said by then?',
  causes: [timeoutAsFin, readSeconds, messageForCode],
  async play(stage) {
    const end = await stage.socket();
    const started = performance.now();
    const more = async () => ({ facts: { timers: (await end.state()).timers } });
    const answer = await settled(read(stage, end, SHORT_MS), more);
    mustReject(answer, 'ETIMEDOUT', { quiet: true });
    if (performance.now() - started > SHORT_MS - 10) return;
    answer.fail({ text: `a read that waits for ${SHORT_MS} ms` });
  },
};

export const staysUsable: Check = {
  id: 'stays-usable',
  title: 'after a timeout the socket is open, and no byte is lost',
  points: 2,
  needs: ['read-deadline'],
  lesson: 'a-timeout-closes-nothing',
  next: 'A call has timed out. What of the socket, and of the bytes that come before the next call?',
  causes: [closedByTimeout, bytesLost, givenToNobody],
  async play(stage) {
    const end = await stage.socket();
    const timedOut = await read(stage, end, SHORT_MS);
    await stage.turn();
    const { destroyed } = await end.state();
    const { ending } = end.grader.peer;
    if (destroyed || ending !== 'open') {
      const sent = ending === 'rst' ? 'RST' : 'FIN';
      const left = ending === 'open' ? 'is destroyed' : `sent ${sent}`;
      throw new Failure({
        called: timedOut.called,
        expected: { text: 'ETIMEDOUT, and a socket that is still open' },
        received: { text: `ETIMEDOUT, and your socket ${left}` },
        facts: { closed: true },
      });
    }
    await end.sendChunk(Buffer.from('late'));
    await stage.turn();
    const facts = { between: true };
    const next = read(stage, end, 1000);
    await wait(next, (answer) => answer.resolves(Buffer.from('late'), { facts }), facts);
    await end.sendChunk(Buffer.from('later'));
    await stage.turn();
    const last = read(stage, end, 1000);
    await wait(last, (answer) => answer.resolves(Buffer.from('later'), { facts }), facts);
    await oneBehindTheOther(stage, end);
  },
};

/** The second byte comes before or after the first call has settled: which, is not ours to say. */
async function oneBehindTheOther(stage: Stage, end: SocketUnderTest): Promise<void> {
  const call = read(stage, end);
  await stage.turn();
  await end.sendChunk(Buffer.from('1'));
  await end.sendChunk(Buffer.from('2'));
  const first = await call;
  if (first.promised && same(first.value, Buffer.from('12'))) return;
  first.resolves(Buffer.from('1'), { remark: 'and 2 right behind it' });
  const facts = { behind: true };
  const second = read(stage, end, 1000);
  await wait(second, (answer) => answer.resolves(Buffer.from('2'), { facts }), facts);
}

export const tellsReset: Check = {
  id: 'tells-reset',
  title: 'a reset rejects the read with ECONNRESET, and is no FIN',
  points: 2,
  needs: ['reads'],
  lesson: 'a-deadline-for-reading',
  next: "After which event comes 'close', and what did the peer say before it?",
  causes: [resetAsFin, messageForCode],
  async play(stage) {
    const end = await stage.socket();
    const call = read(stage, end);
    await stage.turn();
    end.grader.reset();
    const judge = (answer: Answer) => mustReject(answer, 'ECONNRESET', { reset: true });
    await wait(call, judge, { reset: true });
    const again = (answer: Answer) =>
      answer.throws('Error', 'the reset is not over', { reset: true });
    await wait(read(stage, end), again, { reset: true });
  },
};
