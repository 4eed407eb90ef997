import { type Check, Failure, Script } from '../../vocabulary.ts';
import {
  gavePlainAverage,
  noClamp,
  rounded,
  roundedOnTheWay,
  variationAfterMean,
  withoutGrain,
} from './rto-causes.ts';
import { estimate } from './ways.ts';

const LIMITS = { window: 1, firstNumber: 0, mostSends: 5 };
const WIDE = { ...LIMITS, initialRtoMs: 1000, minRtoMs: 10, maxRtoMs: 60_000 };

/** Worked by hand with the formulas of RFC 6298, sections 2.2 and 2.3. */
const BY_HAND: { rtts: number[]; rto: number }[] = [
  { rtts: [100], rto: 300 }, // 100 + 4 * 50
  { rtts: [100, 100], rto: 250 }, // 100 + 4 * 37.5
  { rtts: [100, 180], rto: 340 }, // RTTVAR 37.5 + 20, SRTT 110
  { rtts: [100, 20], rto: 320 }, // RTTVAR 37.5 + 20, SRTT 90
  { rtts: Array.from({ length: 20 }, () => 100), rto: 101 }, // 4 * RTTVAR is 0.85: less than G
  { rtts: [0], rto: 10 },
  { rtts: [64, 64, 64, 64, 64, 64], rto: 94.375 },
];

export const rto: Check = {
  id: 'rto',
  title: 'the timeout follows what was measured (RFC 6298)',
  points: 2,
  lesson: 'how-long-to-wait',
  next: 'Work it out by hand from the measurements of this call, one after the other: which line of yours gives another value than the formulas of the lesson?',
  causes: [rounded, variationAfterMean, gavePlainAverage, withoutGrain, roundedOnTheWay, noClamp],
  async play({ learner, random }) {
    const drawn = Array.from({ length: 40 }, () => {
      const rtts = Array.from({ length: random.integer(2, 12) }, () => random.integer(1, 900));
      return { rtts, rto: Math.max(10, estimate(rtts)) };
    });
    for (const { rtts, rto } of [...BY_HAND, ...drawn]) {
      const script = new Script('Rto', WIDE);
      for (const rtt of rtts) script.call('measured', rtt);
      const [answers = []] = await learner.play([script]);
      near(answers.at(-1), rto, { rtts: rtts.join(' ') });
    }
    const narrow = { ...LIMITS, initialRtoMs: 200, minRtoMs: 100, maxRtoMs: 1000 };
    const script = new Script('Rto', narrow);
    for (let i = 0; i < 4; i++) script.call('backOff');
    for (const rtt of [5, 5000]) script.call('measured', rtt);
    for (let i = 0; i < 2; i++) script.call('backOff');
    const [, ...answers] = (await learner.play([script]))[0] ?? [];
    const wanted = [400, 800, 1000, 1000, 100, 1000, 1000, 1000];
    for (const [i, ms] of wanted.entries()) near(answers[i], ms, { limits: '100 to 1000' });
    const again = new Script('Rto', WIDE).call('measured', 100);
    again.call('backOff').call('backOff').call('measured', 100);
    const [collapsed = []] = await learner.play([again]);
    for (const [i, ms] of [300, 600, 1200, 250].entries()) near(collapsed[i + 1], ms, {});
  },
};

type Answers = Awaited<ReturnType<Parameters<Check['play']>[0]['learner']['play']>>[number];

/** To a millionth of a ms: in which order the formulas' terms are added is anybody's choice. */
function near(
  answer: Answers[number] | undefined,
  ms: number,
  facts: Record<string, string>,
): void {
  if (!answer) throw new Failure({ expected: { text: `${ms}` }, received: { text: 'nothing' } });
  const { value } = answer;
  if (!answer.error && typeof value === 'number' && Math.abs(value - ms) < 1e-6) return;
  answer.fail({ text: String(Math.round(ms * 1e6) / 1e6), value: ms }, facts);
}
