// Wrong on purpose: bytes are upper-cased as text, which toString() and back does not keep.
// check: keeps-other-bytes
// cause: upper-cased-as-text
import { once } from 'node:events';
import net from 'node:net';

export { sendAndReadAll, startEchoServer } from '../../../../solutions/07-echo-server.ts';

interface Address {
  host: string;
  port: number;
}

export async function startUpperCaseServer({ host, port }: Address): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('data', (chunk) => {
      const text = chunk.toString().toUpperCase();
      if (!socket.write(text)) socket.pause();
    });
    socket.on('drain', () => socket.resume());
    socket.on('end', () => socket.end());
    socket.on('error', () => {});
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
