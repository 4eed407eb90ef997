// Wrong on purpose: a call that cannot be served is an exception.
// check: refuses-calls
// cause: step-throws
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

export function step(state: TcpState, event: TcpEvent): StepResult {
  const result = tcp.step(state, event);
  if (result.error) throw new Error(result.error);
  return result;
}
