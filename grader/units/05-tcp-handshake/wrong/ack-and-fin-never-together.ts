// Wrong on purpose: the ACK of a FIN and the next FIN are always two segments.
// check: fins-that-meet
// cause: fin-and-ack-apart
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  if (state === 'FIN-WAIT-1' && event === 'rcv FIN,ACK of FIN') {
    return { state: 'CLOSING', send: ['ACK'] }; // it is a FIN, whatever else
  }
  return tcp.step(state, event);
}
