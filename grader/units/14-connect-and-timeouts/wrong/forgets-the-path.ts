// Wrong on purpose: hands on host and port only, also of a target that has a path.
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
  const { host, port } = target as { host: string; port: number };
  return connect({ host, port }, options);
}
