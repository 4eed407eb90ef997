import type { Fault, Random, Role, Scene } from '../../vocabulary.ts';

/** How likely each fault is, for each datagram; from 0 to 1. */
export interface Weather {
  lose?: number;
  copy?: number;
  delay?: number;
  flip?: number;
  /** Which side's datagrams meet with faults; both, where it is left out. */
  only?: Role;
  /** Losses come in a row of so many. */
  burst?: number;
  /** From some datagram on, all are lost. */
  hole?: boolean;
}

export interface Talk {
  messages?: number;
  window?: number;
  firstNumber?: number;
  mostSends?: number;
  /** Between one message and the next that is handed over. */
  everyMs?: number;
  lateMs?: number;
}

/** So many datagrams of each side are planned; those behind them meet with no fault. */
const PLANNED = 60;
export const DELAY_MS = 10;
export const TIMES = { initialRtoMs: 200, minRtoMs: 100, maxRtoMs: 3000 };
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** A scene with these faults: the messages are "a", "b", "c" …, and sometimes an empty one. */
export function scene(talk: Talk, faults: Fault[] = []): Scene {
  const {
    messages = 6,
    window = 1,
    firstNumber = 0,
    mostSends = 20,
    everyMs = 0,
    lateMs = 0,
  } = talk;
  return {
    options: { window, firstNumber, mostSends, ...TIMES },
    messages: Array.from({ length: messages }, (_, i) => ({
      at: i * everyMs,
      hex:
        i % 9 === 8
          ? ''
          : Buffer.from(LETTERS[i % 26]?.repeat(1 + Math.floor(i / 26)) ?? '').toString('hex'),
    })),
    delayMs: DELAY_MS,
    lateMs,
    wakes: [],
    strays: [],
    faults,
  };
}

/** What the weather does to each datagram, drawn from the seed: by side and index, so that it can be repeated. */
export function draw(random: Random, weather: Weather): Fault[] {
  const roles: Role[] = weather.only ? [weather.only] : ['sender', 'receiver'];
  const faults = roles.flatMap((from) => drawSide(random, weather, from));
  if (weather.hole) {
    const nth = random.integer(0, 12);
    faults.push({ from: random.pick(['sender', 'receiver']), nth, do: 'black hole' });
  }
  return faults;
}

function drawSide(random: Random, weather: Weather, from: Role): Fault[] {
  const { lose = 0, copy = 0, delay = 0, flip = 0, burst = 1 } = weather;
  const happens = (share: number) => random.integer(0, 999) < share * 1000;
  const faults: Fault[] = [];
  let losing = 0;
  for (let nth = 0; nth < PLANNED; nth++) {
    // A burst begins so rarely that as many are lost as without bursts.
    if (losing === 0 && happens(burst > 1 ? lose / burst : lose)) losing = burst;
    if (losing > 0) {
      losing--;
      faults.push({ from, nth, do: 'lose' });
      continue;
    }
    if (happens(copy))
      faults.push({ from, nth, do: 'copy', ms: random.pick([0, 1, 15, 250, 700]) });
    if (happens(delay))
      faults.push({ from, nth, do: 'delay', ms: random.pick([3, 12, 25, 150, 400, 900]) });
    if (happens(flip)) faults.push({ from, nth, do: 'flip', bit: random.integer(0, 999) });
  }
  return faults;
}
