// Wrong on purpose: an end that has closed takes no more data.
// check: carries-data
// cause: fin-wait-is-deaf
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  const closed = state === 'FIN-WAIT-1' || state === 'FIN-WAIT-2';
  if (closed && event === 'rcv data') return { state, send: ['RST'] };
  return tcp.step(state, event);
}
