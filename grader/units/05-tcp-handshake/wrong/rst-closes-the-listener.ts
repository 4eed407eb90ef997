// Wrong on purpose: an RST leads to CLOSED, wherever it comes.
// check: resets
// cause: rst-forgets-listen
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  if (event === 'rcv RST') return { state: 'CLOSED', send: [] };
  return tcp.step(state, event);
}
