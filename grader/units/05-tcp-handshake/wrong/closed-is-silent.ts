// Wrong on purpose: where there is no connection, nobody answers.
// check: whole-table
// cause: closed-is-silent
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  if (state === 'CLOSED' && event.startsWith('rcv')) return { state, send: [] };
  return tcp.step(state, event);
}
