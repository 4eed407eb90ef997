// Wrong on purpose: to close what is closing is no error.
// check: refuses-calls
// cause: call-served
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  if (event === 'CLOSE' && tcp.step(state, event).error === 'connection closing') {
    return { state, send: [] };
  }
  return tcp.step(state, event);
}
