// Wrong on purpose: a SYN that was answered has opened the connection.
// check: three-way-handshake
// cause: established-on-syn
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  if (state === 'LISTEN' && event === 'rcv SYN') {
    return { state: 'ESTABLISHED', send: ['SYN,ACK'] };
  }
  return tcp.step(state, event);
}
