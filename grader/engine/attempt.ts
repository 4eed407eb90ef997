import { GENERAL_CAUSES } from '../feedback/causes.ts';
import { type Evidence, Failure } from '../feedback/evidence.ts';
import { findCause, tell } from '../feedback/story.ts';
import { Recorder } from '../loopback/recorder.ts';
import type { Tape } from '../loopback/tape.ts';
import { Random } from '../random.ts';
import type { CheckResult } from '../report/results.ts';
import { NoAnswer } from '../submission/death.ts';
import { ownLines } from '../submission/output.ts';
import { Skip } from '../vocabulary/skip.ts';
import { Stage } from '../vocabulary/stage.ts';
import type { Check } from '../vocabulary/unit.ts';
import { type Desk, describeEnd, type Loaded } from './desk.ts';
import { Stalls } from './stalls.ts';
import { StandingStill } from './standing-still.ts';

/** What is told about a check beside what was played. */
export interface Frame {
  slug: string;
  seed: number;
  /** Where whole packets are kept, if somebody asked for them. */
  tape?: Tape | undefined;
  /** Hears of a failure that is going to be played once more in a process of its own. */
  onDoubt?: ((first: CheckResult) => void) | undefined;
}

/** What came of playing a check once, and how long both sides had stood still meanwhile. */
export interface Attempt {
  result: CheckResult;
  stalls: Stalls;
}

/**
 * Plays it in the process that the desk gives, and believes what came of that. A process that nothing
 * else is played in is ended after a failure, unless it `stays`.
 */
export async function attempt(
  check: Check,
  desk: Desk,
  { slug, seed, tape }: Frame,
  stays = false,
): Promise<Attempt> {
  const loaded = await desk.open();
  loaded.process.output.forget();
  const random = new Random(seed, `${slug}/${check.id}`);
  const recorder = new Recorder(tape, `${slug}, check ${check.id}`);
  const stage = new Stage(loaded.process, loaded.exports, random, recorder);
  // Only there do timers of the learner's run.
  const still = check.beside ? new StandingStill(loaded.process.kernel) : undefined;
  const evidence = await play(check, stage, loaded, desk);
  const stalls = still?.end() ?? new Stalls();
  const result = blank(check, slug, seed);
  if (evidence instanceof Skip)
    return { result: { ...result, status: 'skipped', message: evidence.message }, stalls };
  const { exchange } = stage.recorder;
  if (!desk.used && evidence && !stays) await desk.clear(); // its pipes are read to their end
  const output = ownLines(loaded.process.output.text);
  if (!evidence)
    return { result: { ...result, status: 'pass', score: check.points, output, exchange }, stalls };
  const found = findCause([...(check.causes ?? []), ...GENERAL_CAUSES], evidence, exchange);
  const cause = found && { id: found.id, text: found.text };
  const next_step = found?.next ?? check.next;
  const lesson = lessonAt(slug, found?.lesson ?? check.lesson);
  const message = tell(evidence, exchange);
  return {
    result: { ...result, status: 'fail', message, cause, next_step, lesson, output, exchange },
    stalls,
  };
}

/** The evidence of a failure, or undefined where the promise held and the process still stands. */
async function play(
  check: Check,
  stage: Stage,
  { process }: Loaded,
  desk: Desk,
): Promise<Evidence | Skip | undefined> {
  let evidence: Evidence;
  try {
    await check.play(stage);
    await stage.clear();
    if (await process.isResponsive(stage.patience.deadlineMs)) return undefined;
    evidence = {
      happened: process.death
        ? []
        : ['After the check your code kept running and let nothing else run.'],
    };
  } catch (error) {
    if (error instanceof Skip) {
      await stage.clear();
      return error;
    }
    evidence = await evidenceOf(error, stage, process);
  }
  await stage.clear().catch(() => {});
  const { serving } = stage;
  const whole = serving && !evidence.called ? { server: serving, ...evidence } : evidence;
  return withEnd(await withPlace(whole, desk), process, desk);
}

async function evidenceOf(
  error: unknown,
  stage: Stage,
  process: Loaded['process'],
): Promise<Evidence> {
  if (error instanceof Failure) {
    // Where the process is on its way down, its last words explain more than what the sockets showed.
    if (!process.death)
      await Promise.race([process.ended, process.isResponsive(stage.patience.deadlineMs)]);
    return error.evidence;
  }
  if (error instanceof NoAnswer) return {};
  throw error;
}

/** Where an error that came in the place of a value was thrown, if that was in the learner's code. */
async function withPlace(evidence: Evidence, desk: Desk): Promise<Evidence> {
  const { received } = evidence;
  if (!received || !('text' in received) || received.remark) return evidence;
  const { value } = received;
  if (!(value instanceof Object && 'stack' in value && typeof value.stack === 'string'))
    return evidence;
  if (/is not written yet/.test(received.text)) return evidence; // a stub says so by itself
  const place = await desk.place(value.stack);
  return place ? { ...evidence, received: { ...received, remark: `at ${place}` } } : evidence;
}

async function withEnd(
  evidence: Evidence,
  process: Loaded['process'],
  desk: Desk,
): Promise<Evidence> {
  const { death } = process;
  if (!death || death.reason === 'stopped') return evidence;
  const place = await desk.place(death.error?.stack ?? death.stack ?? '');
  // Of a process that was ended for being busy, the call that it was busy with has been told.
  const told = evidence.facts?.reason === 'busy' ? [] : describeEnd(death, () => place);
  const happened = [...(evidence.happened ?? []), ...told];
  const ended = {
    reason: death.reason,
    code: death.error?.code ?? '',
    message: death.error?.message ?? '',
  };
  return { ...evidence, happened, ended };
}

/** A result for a check before anything is known of it. */
export function blank(check: Check, slug: string, seed: number): CheckResult {
  return {
    id: check.id,
    title: check.title,
    status: 'error',
    score: 0,
    max_score: check.points,
    message: '',
    cause: null,
    next_step: check.next,
    lesson: lessonAt(slug, check.lesson),
    replay: `npm run grade -- ${slug.slice(0, 2)} --check ${check.id} --seed ${seed}`,
    output: '',
    exchange: { events: [], omitted: 0 },
  };
}

function lessonAt(slug: string, heading: string): string {
  return `lessons/${slug}.md#${heading}`;
}
