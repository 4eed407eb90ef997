// Wrong on purpose: takes the local end for the one that was connected to.
// check: describes
// cause: ends-swapped
import type net from 'node:net';
import type { SocketDescription } from '../../../../solutions/14-connect-and-timeouts.ts';

export { connectEx, readWithin } from '../../../../solutions/14-connect-and-timeouts.ts';

export function describeSocket(socket: net.Socket): SocketDescription {
  return {
    local: { host: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 },
    peer: { host: socket.localAddress ?? '', port: socket.localPort ?? 0 },
    timeoutMs: socket.timeout || null,
  };
}
