const WINDOW_MS = 1000;

/** How long two sides did not run although they wanted to, counted look by look. All in milliseconds. */
export class Stalls {
  /** The longest time at a stretch of one of them. */
  longest = 0;
  /** The most within a second, of both together: short stalls use up a deadline as well. */
  inASecond = 0;
  readonly #recent: { at: number; ms: number }[] = [];

  /** What each side lost since the look before. */
  count(at: number, ...lost: number[]): void {
    this.#recent.push({ at, ms: lost.reduce((sum, ms) => sum + ms, 0) });
    while ((this.#recent[0]?.at ?? at) <= at - WINDOW_MS) this.#recent.shift();
    this.longest = Math.max(this.longest, ...lost);
    const recent = this.#recent.reduce((sum, { ms }) => sum + ms, 0);
    this.inASecond = Math.max(this.inASecond, recent);
  }
}
