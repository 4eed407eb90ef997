// Wrong on purpose: takes a timeout of 0 for a limit of 0 ms.
// check: describes
// cause: zero-for-none
import type net from 'node:net';
import type { SocketDescription } from '../../../../solutions/14-connect-and-timeouts.ts';

export { connectEx, readWithin } from '../../../../solutions/14-connect-and-timeouts.ts';

export function describeSocket(socket: net.Socket): SocketDescription {
  return {
    local: { host: socket.localAddress ?? '', port: socket.localPort ?? 0 },
    peer: { host: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 },
    timeoutMs: socket.timeout ?? null,
  };
}
