// Wrong on purpose: whoever closes sends a FIN, and waits for its ACK.
// check: closes-first
// cause: closes-unopened
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  const begun = state === 'LISTEN' || state === 'SYN-SENT';
  if (begun && event === 'CLOSE') return { state: 'FIN-WAIT-1', send: ['FIN'] };
  return tcp.step(state, event);
}
