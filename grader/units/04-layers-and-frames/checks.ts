import { unit } from '../../vocabulary.ts';
import { refusesDamaged } from './damage-checks.ts';
import {
  decodesTcp,
  decodesUdp,
  leavesPadding,
  readsFragments,
  readsIpOptions,
  readsIpv6,
  readsTagsAndArp,
} from './decoding-checks.ts';
import { checksums, encapsulates, refusesLarge, udpChecksum } from './encoding-checks.ts';
import { echoHostAnswers } from './tunnel-checks.ts';
import { judgesChecksums } from './verdict-checks.ts';

export default unit('04-layers-and-frames', [
  checksums,
  encapsulates,
  udpChecksum,
  refusesLarge,
  decodesUdp,
  decodesTcp,
  readsIpOptions,
  leavesPadding,
  readsTagsAndArp,
  readsFragments,
  readsIpv6,
  refusesDamaged,
  judgesChecksums,
  echoHostAnswers,
]);
