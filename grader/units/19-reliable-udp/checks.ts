import { unit } from '../../vocabulary.ts';
import { worksWithReference } from './loopback-checks.ts';
import { copiesAndDelays, givesUp, lostAcks, lostData, perfectNetwork } from './network-checks.ts';
import { rto } from './rto-checks.ts';
import { segments } from './segment-checks.ts';
import { thousandNetworks, wraps } from './wide-checks.ts';
import { reordering, threeDuplicates, timers, window } from './window-checks.ts';

export default unit('19-reliable-udp', [
  segments,
  perfectNetwork,
  lostData,
  lostAcks,
  copiesAndDelays,
  givesUp,
  window,
  reordering,
  rto,
  timers,
  threeDuplicates,
  wraps,
  thousandNetworks,
  worksWithReference,
]);
