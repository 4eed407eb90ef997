import type { KernelView } from '../submission/kernel-view.ts';
import { Stalls } from './stalls.ts';

const LOOK_MS = 50;
/** So late is a timer on any machine. */
const JITTER_MS = 5;

/**
 * Looks how long the grader stood still, and the program that it plays with: one that wants to run and
 * is not let is a busy machine's fault, as far as the platform tells.
 */
export class StandingStill {
  readonly #stalls = new Stalls();
  readonly #kernel: KernelView;
  readonly #timer: NodeJS.Timeout;
  #heldUp: number;
  #looked = performance.now();

  constructor(program: KernelView) {
    this.#kernel = program;
    this.#heldUp = program.heldUpMs() ?? 0;
    this.#timer = setInterval(() => this.#look(), LOOK_MS).unref();
  }

  /** Looks for the last time. */
  end(): Stalls {
    clearInterval(this.#timer);
    this.#look();
    return this.#stalls;
  }

  #look(): void {
    const now = performance.now();
    const late = now - this.#looked - LOOK_MS;
    this.#looked = now;
    const before = this.#heldUp;
    this.#heldUp = this.#kernel.heldUpMs() ?? before;
    this.#stalls.count(now, this.#heldUp - before, late > JITTER_MS ? late : 0);
  }
}
