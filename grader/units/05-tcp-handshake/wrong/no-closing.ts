// Wrong on purpose: after our FIN, the FIN of the other end is the last thing to wait for.
// check: fins-that-meet
// cause: no-closing
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  if (state === 'FIN-WAIT-1' && event === 'rcv FIN') {
    return { state: 'TIME-WAIT', send: ['ACK'], timer: '2MSL' };
  }
  return tcp.step(state, event);
}
