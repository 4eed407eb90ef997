import type { Call } from '../../vocabulary.ts';
import { type Broken, broken, times } from './finding.ts';
import type { Meaning, Story } from './story.ts';

/** How the sender stands after a call: its state, what it left unsent, its timer. */
export function auditState(story: Story, call: Call, meaning: Meaning): Broken | undefined {
  if (call.state === 'failed' && !story.gaveUp) {
    if (!meaning.inVain) return gaveUpEarly(story, call, meaning);
    story.gaveUp = true;
  }
  if (story.gaveUp) return auditFailed(call);
  const { base, next, handed, window } = story;
  const { came, again, repeated, stale } = meaning;
  const oldest = `DATA ${story.numberOf(base)}`;
  const sends = story.sends[base] ?? 0;
  if (meaning.inVain) {
    const expected = `state "failed": ${oldest} was sent ${times(sends)} (mostSends)`;
    return broken('endless', expected, `state "${call.state}"`, { sends });
  }
  if (again === 'timer' && repeated === 0)
    return broken('not-again', `${oldest} again`, `nothing, when ${came}`, { sends });
  if (again === 'third' && repeated === 0 && story.strict.third)
    return broken('no-third', `${oldest} again: a third duplicate ACK came`, 'nothing', { sends });
  if (next < Math.min(handed, base + window)) {
    const expected = `DATA ${story.numberOf(next)}: the window of ${window} has room for it`;
    const facts = { inFlight: next - base, window, stale };
    return broken('idle-window', expected, `nothing new, when ${came}`, facts);
  }
  const right = base < handed ? 'busy' : 'idle';
  if (call.state !== right) {
    const why = right === 'busy' ? `${oldest} is not acknowledged` : 'all is acknowledged';
    const facts = { stale, busy: right === 'busy' };
    return broken(
      'state',
      `state "${right}": ${why}`,
      `state "${call.state}", when ${came}`,
      facts,
    );
  }
  return story.strict.timer ? auditTimer(story, call, meaning) : undefined;
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
  const { came, measured = Number.NaN, repeats = 0 } = meaning;
  const after = wakeAt === undefined ? Number.NaN : wakeAt - at;
  const near = (ms: number) => Math.abs(after - ms) < 1e-6;
  const expected = `wakeAt ${round(timer.at)} ms: ${why(story, at)}`;
  return broken(
    'timer',
    expected,
    `wakeAt ${wakeAt === undefined ? 'undefined' : `${round(wakeAt)} ms`}, when ${came}`,
    {
      came,
      restarted: near(timer.rto) && timer.at < at + timer.rto,
      notDoubled: meaning.again === 'timer' && near(timer.before),
      ambiguous: repeats > 0 && near(timer.estimateWith(measured)),
      notRestarted: wakeAt === story.timerBefore && meaning.measured !== undefined,
      rto: timer.rto,
      after,
    },
  );
}

function why({ timer }: Story, at: number): string {
  const rto = `RTO ${round(timer.rto)} ms`;
  return timer.at === at + timer.rto ? `now and ${rto}` : `the oldest one's timer runs on (${rto})`;
}

function round(ms: number): string {
  return String(Math.round(ms * 1000) / 1000);
}
