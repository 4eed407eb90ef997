// Wrong on purpose: a FIN that is acknowledged has closed the connection.
// check: closes-first
// cause: no-fin-wait-2
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  if (state === 'FIN-WAIT-1' && event === 'rcv ACK of FIN') {
    return { state: 'TIME-WAIT', send: [], timer: '2MSL' };
  }
  return tcp.step(state, event);
}
