// Wrong on purpose: each chunk becomes a string and is sent back as one.
// check: echoes-bytes
// cause: character-cut-in-two
import { once } from 'node:events';
import net from 'node:net';

export { sendAndReadAll, startUpperCaseServer } from '../../../../solutions/07-echo-server.ts';

interface Address {
  host: string;
  port: number;
}

export async function startEchoServer({ host, port }: Address): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('data', (chunk) => {
      if (!socket.write(chunk.toString())) socket.pause();
    });
    socket.on('drain', () => socket.resume());
    socket.on('end', () => socket.end());
    socket.on('error', () => {});
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
