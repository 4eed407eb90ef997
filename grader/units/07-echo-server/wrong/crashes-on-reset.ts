// Wrong on purpose: nothing listens for a socket's errors, so one client's RST ends the process.
// check: survives-reset
// cause: unhandled-reset
import { once } from 'node:events';
import net from 'node:net';

export { sendAndReadAll, startUpperCaseServer } from '../../../../solutions/07-echo-server.ts';

interface Address {
  host: string;
  port: number;
}

export async function startEchoServer({ host, port }: Address): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.pipe(socket);
  });
  server.listen(port, host);
  await once(server, 'listening');
  server.on('error', (error) => console.error(error));
  return server;
}
