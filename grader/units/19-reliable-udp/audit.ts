import type { Call, Scene, Trace } from '../../vocabulary.ts';
import { auditReceiver } from './audit-receiver.ts';
import { auditSender } from './audit-sender.ts';
import { type Broken, broken, type Finding } from './finding.ts';
import { Story, type Strictness } from './story.ts';

/** Follows a scene call by call, knowing what each side can know, and stops at the first broken promise. */
export function audit(
  scene: Scene,
  { calls, end, odd, error }: Trace,
  strict: Strictness,
): Finding | undefined {
  const story = new Story(scene, strict);
  for (const [at, call] of calls.entries()) {
    const last = at === calls.length - 1;
    if (last && end === 'odd')
      return { ...oddity(story, call, at, odd ?? ''), ...(error && { error }) };
    const found = call.to === 'sender' ? auditSender(story, call, at) : auditReceiver(story, call);
    if (found) return { ...found, call: at, ...points(story, found) };
  }
  if (end === 'odd')
    return {
      ...broken('odd', 'two classes that can be made', odd ?? ''),
      call: 0,
      ...(error && { error }),
    };
  const call = calls.length - 1;
  if (end === 'many') {
    const expected = 'an end: all is acknowledged, or a segment is given up';
    return { ...broken('never-ends', expected, `${calls.length} calls and no end`), call };
  }
  if (story.gaveUp && scene.faults.length === 0) {
    const expected = 'every message to be acknowledged: the network did no harm';
    return { ...broken('gave-up-early', expected, 'state "failed"'), call };
  }
  if (story.settled) return undefined;
  const { base, next } = story;
  const received = `nothing is on its way, and wakeAt is undefined: all wait for ever`;
  const expected = `DATA ${story.numberOf(base)}${next > base + 1 ? ' and what follows' : ''} to be acknowledged, or given up`;
  return { ...broken('deadlock', expected, received), call };
}

/** Of what is about one segment: its number, and the ACKs without news since it is the oldest. */
function points(story: Story, { rule }: Broken): Pick<Finding, 'oldest' | 'heard'> {
  if (rule !== 'too-early' && rule !== 'no-third') return {};
  return { oldest: story.numberOf(story.base), heard: story.heard };
}

function oddity(story: Story, { to, does, at }: Call, call: number, received: string): Finding {
  const what =
    to === 'sender' ? 'an array of datagrams' : '{ messages, replies }, two arrays of bytes';
  const due = story.wakeAt !== undefined && at >= story.wakeAt;
  const facts = {
    method: `${to}.${does}`,
    timerOfNothing: does === 'wake' && due && story.next === story.base,
  };
  return { ...broken('odd', what, received, facts), call };
}
