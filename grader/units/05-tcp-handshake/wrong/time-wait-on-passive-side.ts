// Wrong on purpose: both ends wait for 2 MSL when all is over.
// check: closes-second
// cause: time-wait-on-passive-side
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  if (state === 'LAST-ACK' && event === 'rcv ACK of FIN') {
    return { state: 'TIME-WAIT', send: [], timer: '2MSL' };
  }
  return tcp.step(state, event);
}
