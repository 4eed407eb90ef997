import { unit } from '../../vocabulary.ts';
import { endsTheRest } from './deadline.ts';
import { drains } from './draining.ts';
import { failedReply, noCloseWait, survivesReset } from './endings.ts';
import { lingers } from './lingering.ts';
import { tooLong } from './refusals.ts';
import { listens, manyAtOnce, readsToFin, repliesLate, wholeReply } from './replies.ts';
import { nothingLeft, refusesNew } from './shutdown.ts';

export default unit('16-half-close', [
  listens,
  readsToFin,
  repliesLate,
  wholeReply,
  manyAtOnce,
  noCloseWait,
  failedReply,
  survivesReset,
  tooLong,
  lingers,
  refusesNew,
  drains,
  endsTheRest,
  nothingLeft,
]);
