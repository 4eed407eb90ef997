import { unit } from '../../vocabulary.ts';
import { clientAsks, clientRejects, worksWithReference } from './client-checks.ts';
import { deadline, mostOutput, oneAtATime, resetKills } from './limit-checks.ts';
import { anySplit, digestOfOutput, outputWhole, runsCommand } from './reply-checks.ts';
import { allowList, noShell, refusesBroken } from './request-checks.ts';

export default unit('13-remote-command', [
  runsCommand,
  digestOfOutput,
  noShell,
  allowList,
  anySplit,
  outputWhole,
  refusesBroken,
  deadline,
  mostOutput,
  oneAtATime,
  resetKills,
  clientAsks,
  clientRejects,
  worksWithReference,
]);
