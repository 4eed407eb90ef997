// Wrong on purpose: the one segment that opens is named, where a list is asked for.
// check: three-way-handshake
// cause: send-is-no-list
import type { StepResult, TcpEvent, TcpState } from '../../../../solutions/05-tcp-handshake.ts';
import * as tcp from '../../../../solutions/05-tcp-handshake.ts';

export { explain, isBefore, sequenceLength } from '../../../../solutions/05-tcp-handshake.ts';

interface Result extends Omit<StepResult, 'send'> {
  send: string | string[];
}

export function step(state: TcpState, event: TcpEvent): Result {
  const result = tcp.step(state, event);
  if (event !== 'active OPEN' || result.error !== undefined) return result;
  return { ...result, send: 'SYN' };
}
