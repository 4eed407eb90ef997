import type { Allowance } from '../submission/launch.ts';
import { SubmissionProcess } from '../submission/submission-process.ts';

/** One to play in, and one to play in again what failed. */
const MOST = 2;

/**
 * Processes that stand ready for submissions that are still being written. They hold nothing of
 * anybody's: a process that has run one text never runs another.
 */
export class Spares {
  readonly #allowed: readonly Allowance[];
  #waiting: SubmissionProcess[] = [];

  constructor(allowed: readonly Allowance[]) {
    this.#allowed = allowed;
  }

  /** Gives one that still stands, or starts one. */
  readonly take = (): SubmissionProcess => {
    const standing = this.#waiting.filter(({ death }) => !death);
    const [first, ...others] = standing;
    this.#waiting = others;
    return first ?? new SubmissionProcess(this.#allowed);
  };

  /** Starts what is missing: to be called when nothing is being played. */
  fill(): void {
    this.#waiting = this.#waiting.filter(({ death }) => !death);
    while (this.#waiting.length < MOST) this.#waiting.push(new SubmissionProcess(this.#allowed));
  }

  async close(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = [];
    await Promise.all(waiting.map((process) => process.stop()));
  }
}
