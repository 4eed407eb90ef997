// Wrong on purpose: tries a refused connect three times before it tells the code.
// check: refused
// cause: tries-again
import { setTimeout as pause } from 'node:timers/promises';
import type {
  Connected,
  ConnectOptions,
  Target,
} from '../../../../solutions/14-connect-and-timeouts.ts';
import { connectEx as attempt } from '../../../../solutions/14-connect-and-timeouts.ts';

export { describeSocket, readWithin } from '../../../../solutions/14-connect-and-timeouts.ts';

export async function connectEx(target: Target, options?: ConnectOptions): Promise<Connected> {
  let outcome = await attempt(target, options);
  for (let left = 2; left > 0 && outcome.code === 'ECONNREFUSED'; left--) {
    await pause(1000);
    outcome = await attempt(target, options);
  }
  return outcome;
}
