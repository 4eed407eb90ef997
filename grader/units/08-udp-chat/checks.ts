import { unit } from '../../vocabulary.ts';
import { asksAgain } from './joining-checks.ts';
import { leaves, serverGone } from './leaving-checks.ts';
import { largestSay, receives, says, trustsOnlyTheServer } from './member-checks.ts';
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
import { worksWithReference } from './together-checks.ts';

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
