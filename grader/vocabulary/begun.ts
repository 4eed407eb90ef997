import type { Step } from '../submission/protocol.ts';
import type { Answer } from './answer.ts';

/** A call of the learner's code that goes on while the check plays other things. */
export class Begun {
  readonly #kept: string;
  readonly #run: (step: Step) => Promise<Answer>;

  constructor(kept: string, run: (step: Step) => Promise<Answer>) {
    this.#kept = kept;
    this.#run = run;
  }

  /** Whether its promise has settled by now. */
  async settled(): Promise<boolean> {
    return (await this.#run({ do: 'settled', on: this.#kept })).value === true;
  }

  /** What it comes to. Fails where that takes as long as for any other call, counted from here. */
  answer(): Promise<Answer> {
    return this.#run({ do: 'came', on: this.#kept });
  }
}
