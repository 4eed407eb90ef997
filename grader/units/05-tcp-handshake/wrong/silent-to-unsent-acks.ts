// Wrong on purpose: an ACK of what was never sent is dropped.
// check: whole-table
// cause: unsent-is-silent
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  const open = state === 'ESTABLISHED' || state === 'CLOSE-WAIT';
  if (open && event.endsWith('ACK of FIN')) return { state, send: [] };
  return tcp.step(state, event);
}
