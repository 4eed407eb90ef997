// Wrong on purpose: when the other end has closed, the connection is closed.
// check: carries-data
// cause: close-wait-is-mute
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  if (state === 'CLOSE-WAIT' && event === 'SEND') {
    return { state, send: [], error: 'connection closing' };
  }
  return tcp.step(state, event);
}
