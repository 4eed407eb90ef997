import { unit } from '../../vocabulary.ts';
import { anySplit, keepsLeftover, readsExactly, waitsForRest } from './exact-checks.ts';
import { limitsLines } from './limit-check.ts';
import { findsLines, keepsLoneCr, linesAnySplit, sharesStream } from './line-checks.ts';
import { endsEarly, overTcp, refusesCount, tellsReset } from './tcp-checks.ts';

export default unit('09-message-boundaries', [
  readsExactly,
  waitsForRest,
  keepsLeftover,
  anySplit,
  overTcp,
  endsEarly,
  refusesCount,
  findsLines,
  keepsLoneCr,
  linesAnySplit,
  limitsLines,
  sharesStream,
  tellsReset,
]);
