import type { Tape } from '../loopback/tape.ts';
import type { CheckResult, CheckStatus } from '../report/results.ts';
import type { Check, Unit } from '../vocabulary/unit.ts';
import { blank, type Frame } from './attempt.ts';
import { type Desk, LoadFailure } from './desk.ts';
import { playCheck } from './play-check.ts';

/** Plays a unit's checks one after the other, each only where those it needs have passed. */
export class UnitPlay {
  readonly #unit: Unit;
  readonly #desk: Desk;
  readonly #seed: number;
  readonly #tape: Tape | undefined;
  readonly #onDoubt: ((first: CheckResult) => void) | undefined;
  readonly #beside = new Map<string, Promise<CheckResult>>();
  readonly #statuses = new Map<string, CheckStatus>();
  /** Why the submission could not be loaded: then no check can be played. */
  loadFailure: LoadFailure | undefined;

  /** `onDoubt` hears of failures in the order of the checks, before they have been played once more. */
  constructor(
    unit: Unit,
    desk: Desk,
    seed: number,
    more: { tape?: Tape | undefined; onDoubt?: (first: CheckResult) => void } = {},
  ) {
    this.#unit = unit;
    this.#desk = desk;
    this.#seed = seed;
    this.#tape = more.tape;
    this.#onDoubt = more.onDoubt;
  }

  /** Plays the checks in their order; those that wait for timers are begun before all others. */
  async *playAll(checks: readonly Check[]): AsyncGenerator<CheckResult, void, undefined> {
    for (const check of checks.filter(({ beside }) => beside)) this.#playBeside(check);
    for (const check of checks) yield await this.#play(check);
  }

  /** In a process of its own, so that it disturbs nothing and nothing disturbs it. */
  #playBeside(check: Check): void {
    const desk = this.#desk.twin();
    const played = playCheck(check, desk, this.#frame).finally(() => desk.close());
    played.catch(() => {}); // whoever asks for the result hears of it
    this.#beside.set(check.id, played);
  }

  get #frame(): Frame {
    return { slug: this.#unit.slug, seed: this.#seed, tape: this.#tape };
  }

  async #play(check: Check): Promise<CheckResult> {
    const result = await this.#result(check);
    this.#statuses.set(check.id, result.status);
    return result;
  }

  async #result(check: Check): Promise<CheckResult> {
    const result = blank(check, this.#unit.slug, this.#seed);
    if (this.loadFailure)
      return { ...result, status: 'blocked', message: 'The exercise could not be loaded.' };
    // A check played alone (--check) has had none of those it needs played: they do not hold it up.
    const barrier = check.needs?.find(
      (id) => !/^(pass|skipped)$/.test(this.#statuses.get(id) ?? 'pass'),
    );
    if (barrier)
      return { ...result, status: 'blocked', message: `Blocked: ${barrier} has to pass first.` };
    try {
      const frame = { ...this.#frame, onDoubt: this.#onDoubt };
      return await (this.#beside.get(check.id) ?? playCheck(check, this.#desk, frame));
    } catch (error) {
      if (!(error instanceof LoadFailure)) return { ...result, message: faultOfTheGrader(error) };
      this.loadFailure = error;
      return { ...result, status: 'blocked', message: 'The exercise could not be loaded.' };
    }
  }
}

/** An error that no learner's code can be blamed for. */
export function faultOfTheGrader(error: unknown): string {
  return error instanceof Error
    ? `${error.name}: ${error.message}\n${error.stack ?? ''}`
    : String(error);
}
