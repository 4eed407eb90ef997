import type { Check, Stage } from '../../vocabulary.ts';
import {
  alignedInStandard,
  nativeSizesInStandard,
  notAlignedInNative,
  paddedAtEnd,
  standardSizesInNative,
  zeroCountNotAligned,
  zerosInCount,
} from './size-causes.ts';
import { isNative, layouts, sizes, strings } from './vectors.ts';

async function sizesAre(
  { learner }: Stage,
  played: readonly { format: string; size: number }[],
): Promise<void> {
  const answers = await learner.calls(played.map(({ format }) => ['calcsize', format]));
  for (const [i, { format, size }] of played.entries())
    answers[i]?.returns(size, { facts: { format } });
}

const measured = [
  ...sizes,
  ...[...layouts, ...strings].map(({ format, bytes }) => ({ format, size: bytes.length })),
];

export const calcsizeStandard: Check = {
  id: 'calcsize-standard',
  title: 'calcsize adds up the sizes behind = < > !',
  points: 2,
  lesson: 'sizes-and-codes',
  next: 'Which codes does the format name, and how many bytes has each of them in this order?',
  causes: [nativeSizesInStandard, alignedInStandard],
  play: (stage) =>
    sizesAre(
      stage,
      measured.filter(({ format }) => !isNative(format)),
    ),
};

export const calcsizeNative: Check = {
  id: 'calcsize-native',
  title: 'calcsize aligns behind @, and pads nothing at the end',
  points: 2,
  needs: ['calcsize-standard'],
  lesson: 'alignment',
  next: 'At which offset may the next value begin? And who asks for room behind the last one?',
  causes: [
    paddedAtEnd,
    standardSizesInNative,
    zeroCountNotAligned,
    notAlignedInNative,
    zerosInCount,
  ],
  play: (stage) =>
    sizesAre(
      stage,
      measured.filter(({ format }) => isNative(format)),
    ),
};
