import { unit } from '../../vocabulary.ts';
import {
  diesWhileBlocked,
  endsWhileBlocked,
  passesOnReset,
  targetRefuses,
} from './ending-checks.ts';
import {
  carriesAll,
  carriesBytes,
  connectsToTarget,
  listens,
  manyPairs,
  passesOnFin,
} from './first-checks.ts';
import { boundedBack, boundedMemory, goesOn, waysAreIndependent } from './memory-checks.ts';

export default unit('18-backpressure', [
  listens,
  connectsToTarget,
  carriesBytes,
  manyPairs,
  carriesAll,
  passesOnFin,
  goesOn,
  boundedMemory,
  boundedBack,
  waysAreIndependent,
  endsWhileBlocked,
  passesOnReset,
  diesWhileBlocked,
  targetRefuses,
]);
