// Wrong on purpose: the ACK of our SYN opens the connection.
// check: whole-table
// cause: opened-without-their-syn
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  if (state === 'SYN-SENT' && event === 'rcv ACK of SYN') return { state: 'ESTABLISHED', send: [] };
  return tcp.step(state, event);
}
