// Wrong on purpose: each segment is answered, an RST by an RST.
// check: resets
// cause: rst-answered
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  if (event === 'rcv RST') return { ...tcp.step(state, event), send: ['RST'] };
  return tcp.step(state, event);
}
