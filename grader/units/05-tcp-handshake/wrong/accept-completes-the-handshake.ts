// Wrong on purpose: the connection is open when the server program accepts it.
// check: three-way-handshake
// cause: accept-completes
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  if (state === 'SYN-RECEIVED (passive)' && event === 'rcv ACK of SYN') {
    return { state, send: [] }; // in the queue until accept() is called
  }
  return tcp.step(state, event);
}
