// Wrong on purpose: each segment that arrives is acknowledged.
// check: whole-table
// cause: acknowledges-acks
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  if (event === 'rcv ACK of SYN' && tcp.step(state, event).state === state) {
    return { state, send: state === 'CLOSED' || state === 'LISTEN' ? ['RST'] : ['ACK'] };
  }
  return tcp.step(state, event);
}
