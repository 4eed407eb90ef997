import { unit } from '../../vocabulary.ts';
import { heartbeatIsNoReply, oneConnection, pipelines, short } from './client-checks.ts';
import { closes } from './close-check.ts';
import { afterSilence, notRepeated, peerCloses, repeatedOnce } from './loss-checks.ts';
import { worksWithReference } from './reference-check.ts';
import { answersHeartbeats, closesSilent, inOrder } from './server-checks.ts';
import { quiet, silence } from './timer-checks.ts';

export default unit('17-long-and-short-connections', [
  short,
  oneConnection,
  pipelines,
  heartbeatIsNoReply,
  peerCloses,
  notRepeated,
  repeatedOnce,
  quiet,
  silence,
  afterSilence,
  closes,
  inOrder,
  answersHeartbeats,
  closesSilent,
  worksWithReference,
]);
