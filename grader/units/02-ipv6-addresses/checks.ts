import { unit } from '../../vocabulary.ts';
import { tellsKinds, tellsKindsOfSpellings } from './kind-checks.ts';
import { readsDoubleColon, readsGroups, readsIpv4Tail } from './reading-checks.ts';
import { refusesCharacters, refusesColons, refusesTails, refusesZones } from './refusing-checks.ts';
import {
  keepsBytesApart,
  refusesLengths,
  writesGroups,
  writesIpv4Mapped,
  writesLongestRun,
} from './writing-checks.ts';

export default unit('02-ipv6-addresses', [
  readsGroups,
  readsDoubleColon,
  readsIpv4Tail,
  refusesColons,
  refusesCharacters,
  refusesTails,
  refusesZones,
  writesGroups,
  writesLongestRun,
  writesIpv4Mapped,
  keepsBytesApart,
  refusesLengths,
  tellsKinds,
  tellsKindsOfSpellings,
]);
