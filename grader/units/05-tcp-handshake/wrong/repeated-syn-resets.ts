// Wrong on purpose: a SYN within a connection can only be an attack.
// check: answers-repeats
// cause: repeated-syn-resets
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  const open = !['CLOSED', 'LISTEN', 'SYN-SENT'].includes(state);
  if (open && event === 'rcv SYN') return { state: 'CLOSED', send: ['RST'] };
  return tcp.step(state, event);
}
