import { bothValues, type Cause } from '../../vocabulary.ts';

/** What was measured, and the timeout that came of it. */
function came(
  evidence: Parameters<Cause['explain']>[0],
): { rtts: number[]; rto: number } | undefined {
  const { rtts } = evidence.facts ?? {};
  const received = bothValues(evidence)?.received;
  if (typeof rtts !== 'string' || typeof received !== 'number') return undefined;
  return { rtts: rtts.split(' ').map(Number), rto: received };
}

const near = (one: number, other: number) => Math.abs(one - other) < 1e-6;

export const variationAfterMean: Cause = {
  id: 'variation-after-mean',
  explain(evidence) {
    const got = came(evidence);
    if (!got || got.rtts.length < 2) return undefined;
    const [first = 0, ...rest] = got.rtts;
    let srtt = first;
    let rttvar = first / 2;
    for (const rtt of rest) {
      srtt += (rtt - srtt) / 8;
      rttvar += (Math.abs(srtt - rtt) - rttvar) / 4;
    }
    if (!near(got.rto, srtt + Math.max(1, 4 * rttvar))) return undefined;
    return `${got.rto} is what comes of it when SRTT is set first and RTTVAR after it: the new SRTT is nearer to the measurement, and the variation comes out too small.`;
  },
};

export const gavePlainAverage: Cause = {
  id: 'no-variation',
  explain(evidence) {
    const got = came(evidence);
    if (!got) return undefined;
    const [first = 0, ...rest] = got.rtts;
    const srtt = rest.reduce((mean, rtt) => mean + (rtt - mean) / 8, first);
    if (near(got.rto, srtt))
      return `${got.rto} is SRTT alone: every answer that is later than the average would be taken for lost.`;
    if (!near(got.rto, 2 * srtt)) return undefined;
    return `${got.rto} is twice SRTT. That is the rule of the first TCPs: too short where times vary much, too long where they do not.`;
  },
};

export const rounded: Cause = {
  id: 'rto-rounded',
  explain(evidence) {
    const values = bothValues(evidence);
    const { expected, received } = values ?? {};
    if (typeof expected !== 'number' || typeof received !== 'number') return undefined;
    if (Number.isInteger(expected) || !Number.isInteger(received)) return undefined;
    if (Math.abs(expected - received) >= 1) return undefined;
    return `${received} is ${expected} in whole ms. Nothing is rounded: G, 1 ms, is only the least that is added to SRTT.`;
  },
  next: 'Where is the value rounded, and what did the lesson say that the grain of the clock, G, is for?',
};

/** SRTT + the variation, as it comes where a step is made otherwise. */
function otherwise(rtts: readonly number[], srttBy: (ms: number) => number, least: number): number {
  const [first = 0, ...rest] = rtts;
  let srtt = srttBy(first);
  let rttvar = first / 2;
  for (const rtt of rest) {
    rttvar += (Math.abs(srtt - rtt) - rttvar) / 4;
    srtt = srttBy(srtt + (rtt - srtt) / 8);
  }
  return srtt + Math.max(least, 4 * rttvar);
}

export const withoutGrain: Cause = {
  id: 'without-grain',
  explain(evidence) {
    const got = came(evidence);
    if (
      !got ||
      !near(
        got.rto,
        otherwise(got.rtts, (ms) => ms, 0),
      )
    )
      return undefined;
    return `${got.rto} is SRTT + 4 × RTTVAR, and 4 × RTTVAR is less than G here. G, 1 ms, is the least that is added to SRTT: where the network is even, the timeout would come down to the average.`;
  },
  next: 'What is added to SRTT, and how small may it become?',
};

export const roundedOnTheWay: Cause = {
  id: 'rounded-on-the-way',
  explain(evidence) {
    const got = came(evidence);
    if (!got) return undefined;
    const by = [Math.round, Math.floor, Math.ceil].find((round) =>
      near(got.rto, otherwise(got.rtts, round, 1)),
    );
    if (!by) return undefined;
    return `${got.rto} is what comes of it when SRTT is kept in whole ms after each measurement. Nothing is rounded: what is cut off each time is carried into all that follow.`;
  },
  next: 'Which of the values that you keep is rounded, and what did the lesson say that the grain of the clock, G, is for?',
};

export const noClamp: Cause = {
  id: 'rto-without-limits',
  explain(evidence) {
    const { limits } = evidence.facts ?? {};
    const received = bothValues(evidence)?.received;
    if (limits === undefined || typeof received !== 'number') return undefined;
    if (received >= 100 && received <= 1000) return undefined;
    return `${received} ms are outside of the limits that the options set: ${limits} ms. They hold after every change, doubling included.`;
  },
};
