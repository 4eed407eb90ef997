import { unit } from '../../vocabulary.ts';
import { clientReportsErrors, clientSendsAndReads, worksWithReference } from './client.ts';
import { boundedMemory, manyClients, survivesReset } from './clients-at-once.ts';
import {
  answersAfterFin,
  echoesAll,
  echoesBytes,
  keepsOtherBytes,
  upperCasesAscii,
} from './conversation.ts';
import { listens, refusesBusyPort } from './listening.ts';

export default unit('07-echo-server', [
  listens,
  refusesBusyPort,
  echoesBytes,
  echoesAll,
  upperCasesAscii,
  keepsOtherBytes,
  manyClients,
  survivesReset,
  answersAfterFin,
  boundedMemory,
  clientSendsAndReads,
  clientReportsErrors,
  worksWithReference,
]);
