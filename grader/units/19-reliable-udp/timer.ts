/** The sender's one timer as RFC 6298 (sections 2, 3 and 5) has it: what wakeAt has to be at each point. */
export class Timer {
  /** When it runs out, or undefined while it is off. */
  at: number | undefined;
  rto: number;
  /** The timeout before the last change of it, and what a measurement would make of it that must not be taken. */
  before: number;
  readonly #least: number;
  readonly #most: number;
  readonly #measured: number[] = [];

  constructor(options: Record<string, number>) {
    this.rto = options.initialRtoMs ?? 1000;
    this.before = this.rto;
    this.#least = options.minRtoMs ?? 1000;
    this.#most = options.maxRtoMs ?? 60_000;
  }

  sent(now: number): void {
    this.at ??= now + this.rto;
  }

  restart(now: number): void {
    this.at = now + this.rto;
  }

  ranOut(now: number): void {
    this.#set(this.rto * 2);
    this.at = now + this.rto;
  }

  /** `samples`: of each segment that is acknowledged now, when it was sent last and how often. */
  acknowledged(now: number, samples: { at: number; sends: number }[], more: boolean): void {
    const newest = samples.at(-1);
    if (newest && samples.every(({ sends }) => sends === 1)) {
      this.#measured.push(now - newest.at);
      this.#set(estimate(this.#measured));
    }
    this.at = more ? now + this.rto : undefined;
  }

  /** What the timeout would be if `rtt` were taken for a measurement. */
  estimateWith(rtt: number): number {
    return this.#within(estimate([...this.#measured, rtt]));
  }

  #set(rto: number): void {
    this.before = this.rto;
    this.rto = this.#within(rto);
  }

  #within(rto: number): number {
    return Math.max(this.#least, Math.min(this.#most, rto));
  }
}

/** SRTT + max(1 ms, 4 RTTVAR) over all that was measured so far, from the first on. */
export function estimate([first = 0, ...rest]: readonly number[]): number {
  let srtt = first;
  let rttvar = first / 2;
  for (const rtt of rest) {
    rttvar = (3 / 4) * rttvar + (1 / 4) * Math.abs(srtt - rtt);
    srtt = (7 / 8) * srtt + (1 / 8) * rtt;
  }
  return srtt + Math.max(1, 4 * rttvar);
}
