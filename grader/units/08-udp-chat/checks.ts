import { unit } from '../../vocabulary.ts';
import { leaves, serverGone, worksWithReference } from './leaving-checks.ts';
import { asksAgain, largestSay, receives, says, trustsOnlyTheServer } from './member-checks.ts';
import {
  doubledAndReordered,
  forgetsThoseWhoLeft,
  largestDatagrams,
  namesAreUnique,
  portReused,
} from './membership-checks.ts';
import {
  ignoresStrangers,
  keepsBoundaries,
  passesOn,
  textIsText,
  welcomes,
} from './server-checks.ts';

export default unit('08-udp-chat', [
  welcomes,
  passesOn,
  keepsBoundaries,
  textIsText,
  ignoresStrangers,
  namesAreUnique,
  portReused,
  forgetsThoseWhoLeft,
  doubledAndReordered,
  largestDatagrams,
  asksAgain,
  receives,
  trustsOnlyTheServer,
  says,
  largestSay,
  leaves,
  serverGone,
  worksWithReference,
]);
