// Wrong on purpose: hands on host and port, and not the port to leave from.
// check: own-codes
// cause: target-left-out
import type {
  Connected,
  ConnectOptions,
  Target,
} from '../../../../solutions/14-connect-and-timeouts.ts';
import { connectEx as connect } from '../../../../solutions/14-connect-and-timeouts.ts';

export { describeSocket, readWithin } from '../../../../solutions/14-connect-and-timeouts.ts';

export function connectEx(target: Target, options?: ConnectOptions): Promise<Connected> {
  if ('path' in target) return connect({ path: target.path }, options);
  return connect({ host: target.host, port: target.port }, options);
}
