import { notImported, plainUint8Array, pythonsName } from './causes/names.ts';
import {
  calledExit,
  endlessLoop,
  gavePromise,
  missingExport,
  neverSettles,
  notWritten,
  otherErrorClass,
  printedTooMuch,
  thrownAtOnce,
  tookMemory,
  uncaughtError,
  unhandledIcmp,
  unhandledListenError,
  unhandledRefusal,
  unhandledReset,
  unhandledTooLong,
} from './causes/process.ts';
import { characterCutInTwo } from './causes/text.ts';
import { noErrorThrown, otherType, stringsForChunks } from './causes/values.ts';
import type { Cause } from './evidence.ts';

export * from './causes/clients.ts';
export { pythonsName } from './causes/names.ts';
export * from './causes/process.ts';
export * from './causes/streams.ts';
export * from './causes/text.ts';

/** What may be behind the failure of any check, after the causes that it names itself. */
export const GENERAL_CAUSES: readonly Cause[] = [
  missingExport,
  notWritten,
  tookMemory,
  printedTooMuch,
  unhandledRefusal,
  unhandledReset,
  unhandledListenError,
  unhandledIcmp,
  unhandledTooLong,
  pythonsName,
  notImported,
  plainUint8Array,
  stringsForChunks,
  uncaughtError,
  calledExit,
  endlessLoop,
  neverSettles,
  gavePromise,
  thrownAtOnce,
  characterCutInTwo,
  noErrorThrown,
  otherErrorClass,
  otherType,
];
