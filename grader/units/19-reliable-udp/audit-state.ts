import type { Call } from '../../vocabulary.ts';
import { type Broken, broken, times } from './finding.ts';
import type { Meaning, Story } from './story.ts';
import type { Mismeasured } from './ways.ts';

/** How the sender stands after a call: its state, what it left unsent, its timer. */
export function auditState(story: Story, call: Call, meaning: Meaning): Broken | undefined {
  if (call.state === 'failed' && !story.gaveUp) {
    if (!meaning.inVain) return gaveUpEarly(story, call, meaning);
    story.gaveUp = true;
  }
  if (story.gaveUp) return auditFailed(call);
  const clock = auditClock(story, call);
  if (clock) return clock;
  const { base, next, handed, window } = story;
  const { came, again, repeated, stale } = meaning;
  const oldest = `DATA ${story.numberOf(base)}`;
  const sends = story.sends[base] ?? 0;
  if (meaning.inVain) {
    const expected = `state "failed": ${oldest} was sent ${times(sends)} (mostSends)`;
    return broken('endless', expected, `state "${call.state}"`, { sends });
  }
  if (again === 'timer' && repeated === 0)
    return broken('not-again', `${oldest} again`, `nothing, when ${came}`, {
      sends,
      wokenAt: call.at,
      wakeAt: story.timerBefore ?? call.at,
    });
  if (again === 'third' && repeated === 0 && story.strict.third) {
    const facts = { sends, atTimer: story.duplicatesAtTimer };
    return broken('no-third', `${oldest} again: a third duplicate ACK came`, 'nothing', facts);
  }
  if (next < Math.min(handed, base + window)) {
    const expected = `DATA ${story.numberOf(next)}: the window of ${window} has room for it`;
    const facts = { inFlight: next - base, window, stale, empty: isEmpty(story, next) };
    return broken('idle-window', expected, `nothing new, when ${came}`, facts);
  }
  const right = base < handed ? 'busy' : 'idle';
  if (call.state !== right) {
    const why = right === 'busy' ? `${oldest} is not acknowledged` : 'all is acknowledged';
    const facts = { stale, busy: right === 'busy', empty: next < handed && isEmpty(story, next) };
    return broken(
      'state',
      `state "${right}": ${why}`,
      `state "${call.state}", when ${came}`,
      facts,
    );
  }
  return story.strict.timer ? auditTimer(story, call, meaning) : undefined;
}

function isEmpty({ scene }: Story, message: number): boolean {
  return scene.messages[message]?.hex === '';
}

function gaveUpEarly(story: Story, { state }: Call, { came }: Meaning): Broken {
  const { base, next, most } = story;
  const sends = story.sends[base] ?? 0;
  const expected =
    next > base
      ? `state "busy": DATA ${story.numberOf(base)} was sent ${times(sends)}, and mostSends is ${most}`
      : 'state "idle": all is acknowledged';
  return broken('gave-up-early', expected, `state "${state}", when ${came}`, { sends, most });
}

/** A clock of the machine gives fractions of a ms, or the ms since 1970: no time and no option here has either. */
const SINCE_1970 = 1e12;

/**
 * The first time that a sender asks to be woken is made of two whole numbers that it was told. Later ones
 * may have fractions, from what was measured; but no time here lies that far from 0.
 */
function auditClock(story: Story, { at, wakeAt }: Call): Broken | undefined {
  if (wakeAt === undefined) return undefined;
  const isFirst = story.base === 0 && story.sends[0] === 1;
  if (wakeAt < SINCE_1970 && (!isFirst || Number.isInteger(wakeAt))) return undefined;
  const { initialRtoMs = 0, maxRtoMs = 0 } = story.scene.options;
  const expected = isFirst
    ? `wakeAt ${at + initialRtoMs} ms: now, ${at}, and an RTO of ${initialRtoMs} ms`
    : `wakeAt at most ${at + maxRtoMs} ms: now, ${at}, and an RTO of at most ${maxRtoMs} ms`;
  return broken('clock', expected, `wakeAt ${round(wakeAt)} ms`, { wakeAt: round(wakeAt) });
}

function auditFailed({ state, wakeAt }: Call): Broken | undefined {
  if (state !== 'failed') return broken('state', 'state "failed" from then on', `state "${state}"`);
  if (wakeAt === undefined) return undefined;
  return broken('timer-left', 'wakeAt undefined: it has failed', `wakeAt ${wakeAt}`);
}

function auditTimer(story: Story, { at, wakeAt }: Call, meaning: Meaning): Broken | undefined {
  const { timer } = story;
  if (timer.at === undefined) {
    if (wakeAt === undefined) return undefined;
    return broken('timer-left', 'wakeAt undefined: nothing is on its way', `wakeAt ${wakeAt} ms`);
  }
  if (wakeAt !== undefined && Math.abs(wakeAt - timer.at) < 1e-6) return undefined;
  const { came } = meaning;
  const after = wakeAt === undefined ? Number.NaN : wakeAt - at;
  const near = (ms: number) => Math.abs(after - ms) < 1e-6;
  const most = story.scene.options.maxRtoMs ?? Number.POSITIVE_INFINITY;
  const expected = `wakeAt ${round(timer.at)} ms: ${why(story, at)}`;
  return broken(
    'timer',
    expected,
    `wakeAt ${wakeAt === undefined ? 'undefined' : `${round(wakeAt)} ms`}, when ${came}`,
    {
      came,
      restarted: near(timer.rto) && timer.at < at + timer.rto,
      notDoubled: meaning.again === 'timer' && near(timer.before),
      fromDue:
        meaning.again === 'timer' &&
        story.timerBefore !== undefined &&
        story.timerBefore < at &&
        wakeAt === story.timerBefore + timer.rto,
      due: story.timerBefore ?? at,
      at,
      backedOff:
        meaning.again === 'third' && after > timer.rto && near(Math.min(2 * timer.rto, most)),
      notRestarted: wakeAt === story.timerBefore && meaning.news,
      rto: timer.rto,
      after,
      ...mismeasured(timer.ways.that(after)),
    },
  );
}

function mismeasured(wrong: Mismeasured | undefined): Broken['facts'] {
  if (!wrong) return {};
  const { way, rtt, of, last, ack } = wrong;
  const { number, first, sends } = of;
  const told = { way, rtt, ack, number, first, again: of.last, sends };
  return { ...told, last: last.number, lastAt: last.last };
}

function why({ timer }: Story, at: number): string {
  const rto = `RTO ${round(timer.rto)} ms`;
  return timer.at === at + timer.rto ? `now and ${rto}` : `the oldest one's timer runs on (${rto})`;
}

function round(ms: number): string {
  return String(Math.round(ms * 1000) / 1000);
}
