// Wrong on purpose: 0.0.0.0 is taken for the address of this computer, whatever host was asked for.
// check: listens
// cause: listens-elsewhere
import { once } from 'node:events';
import net from 'node:net';

export { sendAndReadAll, startUpperCaseServer } from '../../../../solutions/07-echo-server.ts';

interface Address {
  host: string;
  port: number;
}

export async function startEchoServer({ port }: Address): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.pipe(socket);
    socket.on('error', () => {});
  });
  server.listen(port, '0.0.0.0');
  await once(server, 'listening');
  return server;
}
