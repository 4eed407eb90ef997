// Wrong on purpose: who waits for SYN,ACK answers all else with RST.
// check: whole-table
// cause: fitting-is-reset
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  const other = event === 'rcv ACK of SYN' || event === 'rcv data' || event === 'rcv FIN';
  if (state === 'SYN-SENT' && other) return { state, send: ['RST'] };
  return tcp.step(state, event);
}
