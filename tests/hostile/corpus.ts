import { cheats } from './corpus/cheats.ts';
import { confuses } from './corpus/confuses.ts';
import { endsEarly } from './corpus/ends-early.ts';
import type { Hostile } from './corpus/hostile.ts';
import { neverEnds } from './corpus/never-ends.ts';
import { takesTooMuch } from './corpus/takes-too-much.ts';

export const CORPUS: readonly Hostile[] = [
  ...endsEarly,
  ...neverEnds,
  ...takesTooMuch,
  ...cheats,
  ...confuses,
];
