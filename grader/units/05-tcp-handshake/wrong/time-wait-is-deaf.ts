// Wrong on purpose: TIME-WAIT is over with the connection and only lets time pass.
// check: answers-repeats
// cause: time-wait-is-deaf
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  if (state === 'TIME-WAIT' && event !== 'timeout 2MSL' && event.startsWith('rcv FIN')) {
    return { state, send: [] };
  }
  return tcp.step(state, event);
}
