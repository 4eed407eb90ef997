// Wrong on purpose: a FIN is answered by a FIN, as a SYN is by a SYN.
// check: closes-second
// cause: closes-for-its-user
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  if (state === 'ESTABLISHED' && event === 'rcv FIN') {
    return { state: 'LAST-ACK', send: ['ACK', 'FIN'] };
  }
  return tcp.step(state, event);
}
