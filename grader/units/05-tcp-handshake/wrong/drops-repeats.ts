// Wrong on purpose: what came before is known, and needs no answer.
// check: answers-repeats
// cause: repeat-is-silent
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  const peerClosed = ['CLOSE-WAIT', 'CLOSING', 'LAST-ACK'].includes(state);
  if (peerClosed && (event === 'rcv data' || event === 'rcv FIN')) return { state, send: [] };
  return tcp.step(state, event);
}
