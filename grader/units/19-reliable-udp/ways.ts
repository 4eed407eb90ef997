/** A segment that an ACK acknowledges: its number, when it was sent first and last, and how often. */
export interface Sample {
  number: number;
  first: number;
  last: number;
  sends: number;
}

/** The timeout as RFC 6298 makes it of what was measured. */
export class Estimate {
  rto: number;
  readonly #least: number;
  readonly #most: number;
  readonly #measured: number[] = [];

  constructor(options: Record<string, number>) {
    this.rto = options.initialRtoMs ?? 1000;
    this.#least = options.minRtoMs ?? 1000;
    this.#most = options.maxRtoMs ?? 60_000;
  }

  measured(rtt: number): number {
    this.#measured.push(rtt);
    return this.#within(estimate(this.#measured));
  }

  double(): number {
    return this.#within(this.rto * 2);
  }

  #within(rto: number): number {
    this.rto = Math.max(this.#least, Math.min(this.#most, rto));
    return this.rto;
  }
}

/** What was measured wrongly, and how; `of` is the segment. */
export type Mismeasured = {
  way: 'repeats' | 'first of n';
  rtt: number;
  of: Sample;
  last: Sample;
  ack: number;
};

interface Way {
  estimate: Estimate;
  wrong: Mismeasured | undefined;
  /** Which segment is measured from when, or undefined where this way does not measure either. */
  take(samples: Sample[]): { of: Sample; from: number } | undefined;
}

/** Other ways to measure than the right one, each followed from the beginning. */
export class Ways {
  readonly #ways: Way[];

  constructor(options: Record<string, number>) {
    const way = (take: Way['take']): Way => {
      return { estimate: new Estimate(options), wrong: undefined, take };
    };
    const once = (samples: Sample[]) => samples.every(({ sends }) => sends === 1);
    this.#ways = [
      way((all) => from(all.at(-1), 'last')),
      way((all) => from(all.at(-1), 'first')),
      way((all) => (all.at(-1)?.sends === 1 ? from(all.at(-1), 'last') : undefined)),
      way((all) => (once(all) ? from(all[0], 'last') : undefined)),
    ];
  }

  double(): void {
    for (const { estimate } of this.#ways) estimate.double();
  }

  acknowledged(now: number, samples: Sample[]): void {
    const last = samples.at(-1);
    if (!last) return;
    const repeated = samples.find(({ sends }) => sends > 1);
    for (const way of this.#ways) {
      const taken = way.take(samples);
      if (!taken) continue;
      const rtt = now - taken.from;
      way.estimate.measured(rtt);
      const told = { rtt, last, ack: (last.number + 1) & 0xffff };
      if (repeated) way.wrong = { ...told, way: 'repeats', of: repeated };
      else if (taken.from !== last.last) way.wrong = { ...told, way: 'first of n', of: taken.of };
    }
  }

  /** The wrong way that makes just this timeout, where it is not the right one. */
  that(rto: number): Mismeasured | undefined {
    return this.#ways.find(({ estimate, wrong }) => wrong && Math.abs(estimate.rto - rto) < 1e-6)
      ?.wrong;
  }
}

function from(of: Sample | undefined, which: 'first' | 'last') {
  return of && { of, from: of[which] };
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
