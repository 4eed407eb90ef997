import type { Check, Fault } from '../../vocabulary.ts';
import {
  countsForEver,
  eachThird,
  noThird,
  oldAcksCounted,
  onFirstDuplicate,
  resetByTimer,
  thirdBeyondMost,
} from './duplicate-causes.ts';
import { acknowledgesPlusOne, deliversTwice, staleAckTaken } from './network-causes.ts';
import { playScenes } from './play.ts';
import { scene } from './scenes.ts';
import {
  backsOffAtThird,
  belowMinRto,
  countsFromDue,
  measuresFirst,
  measuresRepeats,
  neverDoubles,
  readsClock,
  restartsTimer,
  threwOnTheClock,
} from './timer-causes.ts';
import { scenes } from './weathers.ts';
import {
  deliversAsTheyCome,
  dropsEarly,
  overrunsWindow,
  resendsAll,
  stopsAndWaits,
} from './window-causes.ts';

export const window: Check = {
  id: 'window',
  title: 'a window of n keeps n segments on their way, and never more',
  points: 2,
  needs: ['gives-up'],
  lesson: 'the-sliding-window',
  next: 'Count what is on its way in the ladder: sent, and not acknowledged yet. How many may that be?',
  causes: [threwOnTheClock, readsClock, overrunsWindow, stopsAndWaits, staleAckTaken, resendsAll],
  async play(stage) {
    const { random } = stage;
    const windows = [2, 3, 4, 8];
    await playScenes(stage, [
      ...windows.map((size) => scene({ messages: size + 2, window: size })),
      ...windows.map((size) => scene({ messages: 12, window: size, everyMs: 4 })),
      ...windows.map((size) => scene({ messages: 3, window: size, everyMs: 50 })),
      // What is handed over when it has failed is not sent, though the window has room.
      ...windows.map((size) =>
        scene({ messages: 6, window: size, everyMs: 190, mostSends: 1 }, [
          { from: 'sender', nth: 0, do: 'black hole' },
        ]),
      ),
      ...scenes(
        random,
        10,
        () => ({ messages: 12, window: random.pick([2, 3, 5, 8]) }),
        (lose) => ({ lose, only: 'receiver' }),
      ),
    ]);
  },
};

export const reordering: Check = {
  id: 'reordering',
  title: 'what overtakes is kept, and delivered in order',
  points: 2,
  needs: ['window'],
  lesson: 'the-sliding-window',
  next: 'A segment came before the one that is expected. Where is it until its turn, and which number does the ACK carry?',
  causes: [
    threwOnTheClock,
    readsClock,
    belowMinRto,
    thirdBeyondMost,
    deliversAsTheyCome,
    dropsEarly,
    deliversTwice,
    acknowledgesPlusOne,
    oldAcksCounted,
    onFirstDuplicate,
    resetByTimer,
    eachThird,
    resendsAll,
  ],
  async play(stage) {
    const { random } = stage;
    const late = (nth: number, ms: number): Fault[] => [{ from: 'sender', nth, do: 'delay', ms }];
    const talk = () => ({
      messages: random.integer(3, 12),
      window: random.pick([2, 3, 4, 8]),
      everyMs: random.pick([0, 2]),
    });
    await playScenes(stage, [
      ...[0, 1].flatMap((nth) =>
        [3, 12].map((ms) => scene({ messages: 3, window: 3 }, late(nth, ms))),
      ),
      scene({ messages: 4, window: 4 }, [{ from: 'sender', nth: 1, do: 'lose' }]),
      scene({ messages: 8, window: 8 }, [{ from: 'sender', nth: 0, do: 'lose' }]),
      ...scenes(random, 15, talk, (delay) => ({ delay })),
      ...scenes(random, 15, talk, (lose) => ({ lose, delay: 0.2, copy: 0.1 })),
    ]);
  },
};

export const timers: Check = {
  id: 'timers',
  title: 'one timer, of the oldest segment, by the rules of RFC 6298',
  points: 2,
  needs: ['rto', 'reordering'],
  lesson: 'how-long-to-wait',
  next: 'Whose timer is it? List what may start, restart and stop it, and hold the ladder against the list.',
  causes: [
    threwOnTheClock,
    countsFromDue,
    backsOffAtThird,
    belowMinRto,
    readsClock,
    restartsTimer,
    neverDoubles,
    measuresRepeats,
    measuresFirst,
    oldAcksCounted,
    resetByTimer,
    eachThird,
    countsForEver,
  ],
  async play(stage) {
    const { random } = stage;
    const talk = () => ({
      messages: random.integer(1, 10),
      window: random.pick([1, 2, 4, 8]),
      everyMs: random.pick([0, 5, 40, 130]),
      lateMs: random.pick([0, 0, 35]),
    });
    const small = [
      scene({ messages: 1 }),
      scene({ messages: 2, window: 2, everyMs: 5 }),
      scene({ messages: 2, everyMs: 30 }),
      scene({ messages: 1 }, [{ from: 'sender', nth: 0, do: 'lose' }]),
      scene({ messages: 2 }, [{ from: 'receiver', nth: 0, do: 'delay', ms: 195 }]),
      // One ACK for two segments that left at different times.
      scene({ messages: 3, window: 4, everyMs: 130 }, [
        { from: 'sender', nth: 0, do: 'delay', ms: 150 },
      ]),
    ];
    const drawn = scenes(random, 40, talk, (share) => ({
      lose: share / 2,
      delay: share,
      copy: 0.1,
    })).map((drawnScene) => ({
      ...drawnScene,
      wakes: [1, 55, 199, 250, 401].filter(() => random.integer(0, 1) === 1),
    }));
    await playScenes(stage, [...small, ...drawn], { timer: true });
  },
};

export const threeDuplicates: Check = {
  id: 'three-duplicates',
  title: 'the third duplicate ACK has the oldest sent again at once',
  points: 1,
  needs: ['timers'],
  lesson: 'three-duplicate-acks',
  next: 'Three times the same ACK: what does each of them say has arrived, and what has not?',
  causes: [
    threwOnTheClock,
    thirdBeyondMost,
    oldAcksCounted,
    resetByTimer,
    eachThird,
    countsForEver,
    noThird,
  ],
  async play(stage) {
    const { random } = stage;
    const talk = () => ({ messages: random.integer(4, 12), window: random.pick([4, 6, 8]) });
    await playScenes(
      stage,
      [
        scene({ messages: 4, window: 4 }, [{ from: 'sender', nth: 0, do: 'lose' }]),
        scene({ messages: 9, window: 9 }, [{ from: 'sender', nth: 1, do: 'lose' }]),
        // Two duplicates before the timer runs out, the third after it.
        scene({ messages: 4, window: 4 }, [
          { from: 'sender', nth: 0, do: 'lose' },
          { from: 'sender', nth: 3, do: 'delay', ms: 205 },
          { from: 'sender', nth: 4, do: 'lose' },
        ]),
        // The bound on sends holds for this one, too.
        ...[1, 2].map((mostSends) =>
          scene({ messages: 6, window: 6, mostSends }, [
            { from: 'sender', nth: 0, do: 'lose' },
            { from: 'sender', nth: 6, do: 'lose' },
          ]),
        ),
        ...scenes(random, 10, talk, (share) => ({ lose: share / 2, only: 'sender' })),
      ],
      { third: true },
    );
  },
};
