import { Estimate, type Sample, Ways } from './ways.ts';

/** The sender's one timer as RFC 6298 (sections 2, 3 and 5) has it: what wakeAt has to be at each point. */
export class Timer {
  /** When it runs out, or undefined while it is off. */
  at: number | undefined;
  rto: number;
  /** The timeout before the last change of it. */
  before: number;
  readonly #estimate: Estimate;
  /** What the timeout would be if it were measured in other ways. */
  readonly ways: Ways;

  constructor(options: Record<string, number>) {
    this.#estimate = new Estimate(options);
    this.rto = this.#estimate.rto;
    this.before = this.rto;
    this.ways = new Ways(options);
  }

  sent(now: number): void {
    this.at ??= now + this.rto;
  }

  restart(now: number): void {
    this.at = now + this.rto;
  }

  ranOut(now: number): void {
    this.#set(this.#estimate.double());
    this.ways.double();
    this.at = now + this.rto;
  }

  /** `samples`: the segments that are acknowledged now. */
  acknowledged(now: number, samples: Sample[], more: boolean): void {
    const newest = samples.at(-1);
    if (newest && samples.every(({ sends }) => sends === 1))
      this.#set(this.#estimate.measured(now - newest.last));
    this.ways.acknowledged(now, samples);
    this.at = more ? now + this.rto : undefined;
  }

  #set(rto: number): void {
    this.before = this.rto;
    this.rto = rto;
  }
}
