// Wrong on purpose: takes the code from the signal's reason, and not from the error.
// check: aborted
// cause: reason-for-error
import type net from 'node:net';
import {
  type ConnectOptions,
  connectEx as connect,
  type Target,
} from '../../../../solutions/14-connect-and-timeouts.ts';

export { describeSocket, readWithin } from '../../../../solutions/14-connect-and-timeouts.ts';

interface Outcome {
  code: string | number;
  socket?: net.Socket;
}

export async function connectEx(target: Target, options: ConnectOptions = {}): Promise<Outcome> {
  const outcome = await connect(target, options);
  if (options.signal?.aborted) return { code: options.signal.reason.code };
  return outcome;
}
