import type { Check } from '../../vocabulary.ts';
import {
  countsForEver,
  eachThird,
  oldAcksCounted,
  resetByTimer,
  thirdBeyondMost,
} from './duplicate-causes.ts';
import { deliversTwice, staleAckTaken } from './network-causes.ts';
import { playScenes } from './play.ts';
import { draw, scene } from './scenes.ts';
import {
  backsOffAtThird,
  countsFromDue,
  measuresFirst,
  measuresRepeats,
  threwOnTheClock,
} from './timer-causes.ts';
import { scenes, strays, thousand } from './weathers.ts';
import {
  answersDamage,
  comparesPlainly,
  countsBeyond,
  keptBeyond,
  wrapsEarly,
} from './window-causes.ts';

export const wraps: Check = {
  id: 'wraps',
  title: 'after 65535 comes 0, and 0 is newer than 65535',
  points: 1,
  needs: ['three-duplicates'],
  lesson: 'after-65535-comes-0',
  next: 'How far is it from 65534 forward to 1, and how far would it be backward?',
  causes: [countsBeyond, threwOnTheClock, wrapsEarly, resetByTimer, eachThird, comparesPlainly],
  async play(stage) {
    const { random } = stage;
    const talk = () => ({
      messages: 14,
      window: random.pick([1, 2, 4, 8]),
      firstNumber: random.integer(65_524, 65_535),
    });
    const faults = draw(random, { delay: 0.2 });
    await playScenes(stage, [
      ...[65_535, 65_534, 32_767].map((firstNumber) => scene({ messages: 3, firstNumber })),
      ...[65_535, 32_766, 65_530].map((firstNumber) => {
        return scene({ messages: 10, window: 4, firstNumber }, faults);
      }),
      ...scenes(random, 15, talk, (share) => ({ lose: share / 2, delay: share, copy: 0.1 })),
    ]);
  },
};

export const thousandNetworks: Check = {
  id: 'thousand-networks',
  title: '1,000 networks that lose, copy, delay, reorder and damage',
  points: 2,
  needs: ['wraps'],
  lesson: 'what-the-grader-plays',
  next: 'Follow the ladder from the top: after which row does one side believe what is not so?',
  causes: [
    threwOnTheClock,
    keptBeyond,
    countsFromDue,
    backsOffAtThird,
    thirdBeyondMost,
    answersDamage,
    oldAcksCounted,
    resetByTimer,
    eachThird,
    countsForEver,
    staleAckTaken,
    deliversTwice,
    measuresRepeats,
    measuresFirst,
  ],
  async play(stage) {
    const { random } = stage;
    const networks = Array.from({ length: 1000 }, () => thousand(random));
    await playScenes(stage, [...networks, ...strays(random)], { timer: true, third: true });
  },
};
