// Wrong on purpose: each CLOSE sends a FIN.
// check: refuses-calls
// cause: second-fin
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  const closing = state === 'FIN-WAIT-1' || state === 'FIN-WAIT-2';
  if (closing && event === 'CLOSE') return { state, send: ['FIN'] };
  return tcp.step(state, event);
}
