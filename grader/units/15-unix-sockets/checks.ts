import { unit } from '../../vocabulary.ts';
import { cleansUp, setsMode, twoAtOnce } from './care-checks.ts';
import { drawsTicket } from './client-checks.ts';
import { buildsPath, refusesLong } from './path-checks.ts';
import { probesFull, probesLive, probesOther, probesStale } from './probe-checks.ts';
import { handsOut, keepsLive, keepsOthers, takesOver } from './server-checks.ts';

export default unit('15-unix-sockets', [
  buildsPath,
  handsOut,
  drawsTicket,
  refusesLong,
  probesLive,
  probesStale,
  probesOther,
  probesFull,
  takesOver,
  keepsLive,
  keepsOthers,
  setsMode,
  cleansUp,
  twoAtOnce,
]);
