// Wrong on purpose: listen() is taken to be done when it returns.
// check: listens
// cause: resolved-before-listening
import net from 'node:net';

export { sendAndReadAll, startUpperCaseServer } from '../../../../solutions/07-echo-server.ts';

interface Address {
  host: string;
  port: number;
}

export async function startEchoServer({ host, port }: Address): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.pipe(socket);
    socket.on('error', () => {});
  });
  server.listen(port, host);
  return server;
}
