import type { Check, Fault, Random, Role, Scene } from '../../vocabulary.ts';
import {
  countsForEver,
  eachThird,
  oldAcksCounted,
  onFirstDuplicate,
  resetByTimer,
} from './duplicate-causes.ts';
import {
  acknowledgesItself,
  acknowledgesPlusOne,
  copyNotAnswered,
  deadlock,
  deliversTwice,
  endlessRetry,
  gaveUpEarly,
  sendsAtOnce,
  skipsEmpty,
  staleAckTaken,
} from './network-causes.ts';
import { playScenes } from './play.ts';
import { scene, type Talk } from './scenes.ts';
import { belowMinRto, readsClock, threwOnTheClock, wokenInVain } from './timer-causes.ts';
import { scenes } from './weathers.ts';

function lost(from: Role, ...nths: number[]): Fault[] {
  return nths.map((nth) => ({ from, nth, do: 'lose' }));
}

/** The smallest stories of losing what one side sends, then drawn ones, single and in bursts. */
function losses(random: Random, only: Role): Scene[] {
  const small = [
    lost(only, 0),
    lost(only, 1),
    lost(only, 0, 1),
    lost(only, 0, 2),
    lost(only, 1, 2, 3),
  ];
  const drawn = (burst: number) =>
    scenes(
      random,
      10,
      () => ({ messages: 5 }),
      (lose) => ({ lose, only, burst }),
    );
  return [...small.map((faults) => scene({ messages: 2 }, faults)), ...drawn(1), ...drawn(3)];
}

export const perfectNetwork: Check = {
  id: 'perfect-network',
  title: 'stop-and-wait: one message after the other, each acknowledged',
  points: 1,
  needs: ['segments'],
  lesson: 'stop-and-wait',
  next: 'Follow one message in the ladder: who may speak now, and what does the other side wait for?',
  causes: [threwOnTheClock, readsClock, skipsEmpty, acknowledgesItself, sendsAtOnce, deadlock],
  async play(stage) {
    const talks = [1, 2, 3, 10].flatMap((messages) =>
      [0, 7, 50].map((everyMs) => scene({ messages, everyMs })),
    );
    await playScenes(stage, talks);
  },
};

export const lostData: Check = {
  id: 'lost-data',
  title: 'DATA that is lost, one by one or in bursts, is sent again',
  points: 2,
  needs: ['perfect-network'],
  lesson: 'the-timer',
  next: 'Nobody tells the sender of a loss. What can it still notice, and who wakes it?',
  causes: [threwOnTheClock, belowMinRto, readsClock, wokenInVain, deadlock, gaveUpEarly],
  async play(stage) {
    await playScenes(stage, losses(stage.random, 'sender'));
  },
};

export const lostAcks: Check = {
  id: 'lost-acks',
  title: 'where only ACKs are lost, every message comes exactly once',
  points: 2,
  needs: ['lost-data'],
  lesson: 'the-lost-ack',
  next: 'The receiver has this message already. What does it deliver, what does it answer, and why is that not the same?',
  causes: [
    threwOnTheClock,
    readsClock,
    deliversTwice,
    copyNotAnswered,
    acknowledgesPlusOne,
    deadlock,
  ],
  async play(stage) {
    await playScenes(stage, losses(stage.random, 'receiver'));
  },
};

export const copiesAndDelays: Check = {
  id: 'copies-and-delays',
  title: 'copies, and datagrams later than the timeout, do no harm',
  points: 2,
  needs: ['lost-acks'],
  lesson: 'the-ack-of-yesterday',
  next: 'Two ACKs look alike: which of them speaks of what is on its way now?',
  causes: [
    threwOnTheClock,
    readsClock,
    belowMinRto,
    staleAckTaken,
    deliversTwice,
    copyNotAnswered,
    acknowledgesPlusOne,
    oldAcksCounted,
    onFirstDuplicate,
    resetByTimer,
    eachThird,
    countsForEver,
  ],
  async play(stage) {
    const talk = (): Talk => ({ messages: 6, everyMs: stage.random.pick([0, 30]) });
    const small: Fault[][] = (['sender', 'receiver'] as const).flatMap((from) => [
      [{ from, nth: 0, do: 'copy', ms: 1 }],
      [{ from, nth: 0, do: 'copy', ms: 15 }],
      [{ from, nth: 0, do: 'delay', ms: 205 }],
      [{ from, nth: 0, do: 'delay', ms: 400 }],
    ]);
    await playScenes(stage, [
      ...small.map((faults) => scene({ messages: 4 }, faults)),
      // The first ACK comes three times more, when DATA 2 is on its way.
      scene(
        { messages: 4 },
        [25, 26, 27].map((ms): Fault => ({ from: 'receiver', nth: 0, do: 'copy', ms })),
      ),
      ...scenes(stage.random, 15, talk, (copy) => ({ copy })),
      ...scenes(stage.random, 15, talk, (delay) => ({ delay, copy: 0.1, lose: 0.1 })),
    ]);
  },
};

export const givesUp: Check = {
  id: 'gives-up',
  title: 'in a black hole it gives up, after mostSends and not before',
  points: 1,
  needs: ['copies-and-delays'],
  lesson: 'when-to-give-up',
  next: 'How often was the oldest segment sent when its timer ran out, and how often may it be?',
  causes: [threwOnTheClock, readsClock, endlessRetry, gaveUpEarly],
  async play(stage) {
    const hole = (from: Role, nth: number): Fault[] => [{ from, nth, do: 'black hole' }];
    const most = [1, 2, 3, 5, 8];
    await playScenes(stage, [
      ...most.map((mostSends) => scene({ messages: 1, mostSends }, hole('sender', 0))),
      ...most.map((mostSends) => scene({ messages: 3, mostSends }, hole('receiver', 1))),
      ...most.map((mostSends) => scene({ messages: 4, mostSends, everyMs: 90 }, hole('sender', 2))),
      // It answers again just before the end: the last of mostSends gets through.
      ...[2, 3, 5].map((mostSends) => {
        const nths = Array.from({ length: mostSends - 1 }, (_, i) => i);
        return scene({ messages: 2, mostSends }, lost('sender', ...nths));
      }),
    ]);
  },
};
