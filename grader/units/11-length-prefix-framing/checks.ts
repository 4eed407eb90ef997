import { unit } from '../../vocabulary.ts';
import { decodesAnySplit, decodesWhole, encodes, linearTime, ownBytes } from './codec-checks.ts';
import { endInFrame, refusesLong, staysRefused } from './limit-checks.ts';
import { serverAnswers, serverSurvives, worksWithReference } from './server-checks.ts';

export default unit('11-length-prefix-framing', [
  encodes,
  decodesWhole,
  decodesAnySplit,
  refusesLong,
  staysRefused,
  linearTime,
  ownBytes,
  endInFrame,
  serverAnswers,
  serverSurvives,
  worksWithReference,
]);
