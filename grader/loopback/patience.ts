import { untilItRuns } from './standstill.ts';

/** How long a peer waits for what must come, and how it tells a slow machine from a silent program. */
export interface Patience {
  deadlineMs: number;
  /** Whether the program waited for still turns its event loop; false where it has ended. */
  isResponsive(withinMs: number): Promise<boolean>;
  /** Whether its process has ended: what has not come by then does not come any more. */
  hasEnded?(): boolean;
}

/** How often somebody who waits looks whether the other side's process still stands. */
const LOOK_MS = 50;
/** How long what it sent before its end may still be on its way from the kernel to us. */
const LAST_MS = 200;

/** Something that changes, and conditions that are waited for. */
export class Changes {
  #waiters = new Set<() => void>();

  /** To be called after every change. */
  notify(): void {
    for (const waiter of this.#waiters) waiter();
  }

  /**
   * Resolves true as soon as the condition holds, false when patience ends first. A program that is
   * busy, or a machine that is, gets its deadline again: only one that answers otherwise is late.
   */
  async until(condition: () => boolean, patience: Patience): Promise<boolean> {
    for (let left = patience.deadlineMs; left > 0; left -= LOOK_MS) {
      if (await this.#within(condition, Math.min(left, LOOK_MS))) return true;
      if (patience.hasEnded?.()) return this.#within(condition, LAST_MS);
      await untilItRuns();
    }
    const responsive = await patience.isResponsive(patience.deadlineMs);
    return responsive ? this.#within(condition, 200) : condition();
  }

  #within(condition: () => boolean, ms: number): Promise<boolean> {
    if (condition()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const settle = (held: boolean) => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        resolve(held);
      };
      const waiter = () => condition() && settle(true);
      const timer = setTimeout(() => settle(false), ms);
      this.#waiters.add(waiter);
    });
  }
}
