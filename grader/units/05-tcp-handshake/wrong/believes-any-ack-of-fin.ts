// Wrong on purpose: where a FIN is acknowledged, one was sent.
// check: whole-table
// cause: unsent-believed
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  if (state === 'CLOSE-WAIT' && event === 'rcv ACK of FIN') return { state: 'CLOSED', send: [] };
  return tcp.step(state, event);
}
