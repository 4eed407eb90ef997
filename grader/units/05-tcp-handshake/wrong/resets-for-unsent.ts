// Wrong on purpose: an ACK of what was never sent is always answered with RST.
// check: whole-table
// cause: unsent-resets
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  const open = state === 'ESTABLISHED' || state === 'CLOSE-WAIT';
  if (open && event.endsWith('ACK of FIN')) return { state, send: ['RST'] };
  return tcp.step(state, event);
}
