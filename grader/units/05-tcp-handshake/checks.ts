import { unit } from '../../vocabulary.ts';
import { explainsCaptures, explainsRepeats } from './explain-checks.ts';
import { countsNumbers, ordersNumbers } from './number-checks.ts';
import { stepChecks } from './step-checks.ts';

export default unit('05-tcp-handshake', [
  ...stepChecks,
  countsNumbers,
  ordersNumbers,
  explainsCaptures,
  explainsRepeats,
]);
