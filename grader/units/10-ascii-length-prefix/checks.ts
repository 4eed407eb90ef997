import { unit } from '../../vocabulary.ts';
import { clientGivesUp, clientRejects, worksWithReference } from './client-checks.ts';
import { decodesAnySplit, decodesWhole, endInMessage } from './decoder-checks.ts';
import { encodes, ownBytes, refusesLong } from './encoder-checks.ts';
import { refusesHeaders, refusesOtherBytes, staysRefused } from './refusal-checks.ts';
import { clientSends } from './sending-checks.ts';

export default unit('10-ascii-length-prefix', [
  encodes,
  refusesLong,
  decodesWhole,
  decodesAnySplit,
  refusesHeaders,
  refusesOtherBytes,
  staysRefused,
  ownBytes,
  endInMessage,
  clientSends,
  clientRejects,
  clientGivesUp,
  worksWithReference,
]);
