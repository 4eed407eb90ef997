import type { Random, Role, Scene } from '../../vocabulary.ts';
import { draw, scene, type Talk, type Weather } from './scenes.ts';
import { ack, data, segment } from './wire.ts';

const SHARES = [0.1, 0.25, 0.5];

/** So many scenes for each share of faults. */
export function scenes(
  random: Random,
  each: number,
  talk: () => Talk,
  weather: (share: number) => Weather,
): Scene[] {
  return SHARES.flatMap((share) =>
    Array.from({ length: each }, () => scene(talk(), draw(random, weather(share)))),
  );
}

/** One of the thousand: any window, any first number, any mixture of faults. */
export function thousand(random: Random): Scene {
  const lose = random.pick([0, 0.1, 0.25, 0.5]);
  const hole = random.integer(1, 10) === 1;
  const drawn = scene(
    {
      messages: random.integer(1, 10),
      window: random.pick([1, 1, 2, 4, 8]),
      firstNumber: random.pick([0, 0, random.integer(0, 65_535), 65_532]),
      mostSends: hole ? random.integer(1, 6) : 25,
      everyMs: random.pick([0, 0, 3, 45]),
      lateMs: random.pick([0, 0, 20]),
    },
    draw(random, {
      lose,
      hole,
      burst: random.pick([1, 1, 4]),
      copy: random.pick([0, 0.1, 0.3]),
      delay: random.pick([0, 0.1, 0.3]),
      flip: random.pick([0, 0.1]),
    }),
  );
  return random.integer(1, 5) === 1 ? withStrays(random, drawn) : drawn;
}

/** Quiet networks in which a stranger speaks up, also with what would come to be expected later. */
export function strays(random: Random): Scene[] {
  const early = [1, 2, 4].flatMap((window) =>
    [0, 1].map((beyond): Scene => {
      const hex = data(window + beyond, 'not yours').toString('hex');
      return { ...scene({ messages: 7, window }), strays: [{ at: 5, to: 'receiver', hex }] };
    }),
  );
  const any = [1, 1, 1, 4, 4, 4].map((window) =>
    withStrays(random, scene({ messages: 4, window })),
  );
  return [...early, ...any];
}

function withStrays(random: Random, to: Scene): Scene {
  const first = to.options.firstNumber ?? 0;
  const number = (offset: number) => (first + offset) & 0xffff;
  const damaged = Buffer.from(data(first, 'z'));
  damaged[7] = 0x7a ^ 1;
  const kinds: [Role, Buffer][] = [
    ['sender', ack(number(300))],
    ['sender', ack(number(-1))],
    ['sender', ack(number(-300))],
    ['sender', ack(number(0x8000))],
    ['sender', data(number(1), 'not yours')],
    ['sender', segment(3, number(1))],
    ['sender', Buffer.alloc(0)],
    ['receiver', ack(number(1))],
    ['receiver', ack(number(0))],
    ['receiver', data(number(300), 'much too early')],
    ['receiver', data(number(-300), 'of long ago')],
    ['receiver', damaged],
    ['receiver', Buffer.from('hello')],
  ];
  const some = kinds.filter(() => random.integer(1, 3) === 1);
  return {
    ...to,
    strays: some.map(([role, bytes]) => ({
      at: random.pick([0, 5, 15, 25, 210]),
      to: role,
      hex: bytes.toString('hex'),
    })),
  };
}
