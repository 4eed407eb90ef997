// Wrong on purpose: the 2 MSL of TIME-WAIT are counted once, from the first FIN.
// check: answers-repeats
// cause: timer-not-set
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  if (state === 'TIME-WAIT' && event.startsWith('rcv FIN')) return { state, send: ['ACK'] };
  return tcp.step(state, event);
}
