// Wrong on purpose: takes address() for the other end.
// check: describes
// cause: local-end-twice
import type net from 'node:net';

export { connectEx, readWithin } from '../../../../solutions/14-connect-and-timeouts.ts';

export const describeSocket = (socket: net.Socket) => ({
  local: { host: socket.localAddress, port: socket.localPort },
  peer: socket.address(),
  timeoutMs: socket.timeout || null,
});
