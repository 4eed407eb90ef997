import type { Step } from '../submission/protocol.ts';
import { type Given, Reference, toWire, type Value } from '../submission/values.ts';
import type { Answer } from './answer.ts';

type Run = (step: Step, called: string) => Promise<Answer>;

/** A function of the grader's in the learner's process: each call waits until the check settles it. */
export class Callback {
  /** To be passed as an argument. */
  readonly reference: Reference;
  readonly #run: Run;

  private constructor(reference: Reference, run: Run) {
    this.reference = reference;
    this.#run = run;
  }

  /** `shown` is what a call shows in its place, such as `reply`. */
  static async make(shown: string, run: Run): Promise<Callback> {
    const reference = new Reference(shown);
    await run({ do: 'callback', keep: reference.name }, shown);
    return new Callback(reference, run);
  }

  /** How often it has been called. */
  async count(): Promise<number> {
    return Number((await this.#ask({ do: 'count', on: this.reference.name })).value);
  }

  /** What the nth call (from 0) was given, or undefined where it is not made. */
  async args(n: number): Promise<Value[] | undefined> {
    const { value } = await this.#ask({ do: 'arguments', on: this.reference.name, n });
    return Array.isArray(value) ? value : undefined;
  }

  /** Lets the promise of the nth call come to this value. */
  async resolve(n: number, value: Given): Promise<void> {
    await this.#ask({ do: 'settle', on: this.reference.name, n, value: toWire(value) });
  }

  /** Lets the promise of the nth call be rejected with an Error. */
  async reject(n: number, message: string): Promise<void> {
    await this.#ask({ do: 'settle', on: this.reference.name, n, error: message });
  }

  async #ask(step: Step): Promise<Answer> {
    const answer = await this.#run(step, this.reference.shown);
    if (answer.error) throw new Error(answer.error.message);
    return answer;
  }
}
