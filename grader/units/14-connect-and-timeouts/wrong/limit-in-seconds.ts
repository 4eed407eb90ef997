// Wrong on purpose: tells the limit in seconds, as gettimeout() does.
// check: describes
// cause: limit-in-seconds
import type net from 'node:net';

export { connectEx, readWithin } from '../../../../solutions/14-connect-and-timeouts.ts';

export const describeSocket = (socket: net.Socket) => ({
  local: { host: socket.localAddress, port: socket.localPort },
  peer: { host: socket.remoteAddress, port: socket.remotePort },
  timeoutMs: socket.timeout ? socket.timeout / 1000 : null,
});
