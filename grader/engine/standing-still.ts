import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { KernelView } from '../submission/kernel-view.ts';

const LOOK_MS = 50;

/**
 * Looks how long at a time the grader stood still, and the program that it plays with: one that wants
 * to run and is not let is a busy machine's fault, as far as the platform tells.
 */
export class StandingStill {
  readonly #delay = monitorEventLoopDelay({ resolution: 10 });
  readonly #timer: NodeJS.Timeout;
  #longest = 0;

  constructor(program: () => KernelView | undefined) {
    this.#delay.enable();
    let kernel = program();
    let before = kernel?.heldUpMs();
    this.#timer = setInterval(() => {
      const [now, then] = [program(), kernel];
      kernel = now;
      const [heldUp, last] = [now?.heldUpMs(), before];
      before = heldUp;
      if (now !== then || heldUp === undefined || last === undefined) return;
      this.#longest = Math.max(this.#longest, heldUp - last);
    }, LOOK_MS).unref();
  }

  /** Looks no more. Gives the longest time, in milliseconds. */
  end(): number {
    clearInterval(this.#timer);
    this.#delay.disable();
    return Math.max(this.#longest, this.#delay.max / 1e6);
  }
}
