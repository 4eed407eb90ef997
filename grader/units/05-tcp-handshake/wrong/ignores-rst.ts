// Wrong on purpose: an RST is advice, and a connection that works goes on.
// check: resets
// cause: rst-ignored
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  if (event === 'rcv RST' && state !== 'SYN-SENT') return { state, send: [] };
  return tcp.step(state, event);
}
