import { unit } from '../../vocabulary.ts';
import { badPort, connects, ownCodes, refused } from './connect-checks.ts';
import { aborted, deadline, nothingLate } from './deadline-checks.ts';
import { describes } from './describe-check.ts';
import { leavesNothing, staysOpen } from './leftover-checks.ts';
import { readDeadline, reads, staysUsable, tellsReset } from './read-checks.ts';

export default unit('14-connect-and-timeouts', [
  connects,
  refused,
  ownCodes,
  badPort,
  deadline,
  nothingLate,
  aborted,
  reads,
  readDeadline,
  staysUsable,
  tellsReset,
  leavesNothing,
  staysOpen,
  describes,
]);
