// Wrong on purpose: a client that waits for SYN,ACK has no use for a SYN.
// check: simultaneous-open
// cause: crossed-syn-refused
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  if (state === 'SYN-SENT' && event === 'rcv SYN') return { state, send: ['RST'] };
  return tcp.step(state, event);
}
