import {
  calledExit,
  endlessLoop,
  gavePromise,
  neverSettles,
  notWritten,
  uncaughtError,
  unhandledIcmp,
  unhandledListenError,
  unhandledReset,
} from './causes/process.ts';
import { characterCutInTwo } from './causes/text.ts';
import type { Cause } from './evidence.ts';

export * from './causes/process.ts';
export * from './causes/streams.ts';
export * from './causes/text.ts';

/** What may be behind the failure of any check, after the causes that it names itself. */
export const GENERAL_CAUSES: readonly Cause[] = [
  notWritten,
  unhandledReset,
  unhandledListenError,
  unhandledIcmp,
  uncaughtError,
  calledExit,
  endlessLoop,
  neverSettles,
  gavePromise,
  characterCutInTwo,
];
