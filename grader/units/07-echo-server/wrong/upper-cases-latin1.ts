// Wrong on purpose: latin1 keeps every byte, so toUpperCase() is taken to change a to z alone.
// check: keeps-other-bytes
// cause: upper-cased-latin1
import { once } from 'node:events';
import net from 'node:net';

export { sendAndReadAll, startEchoServer } from '../../../../solutions/07-echo-server.ts';

interface Address {
  host: string;
  port: number;
}

// latin1 has one character for every byte, so nothing can be cut in two.
function upperCase(chunk: Buffer): Buffer {
  const text = chunk.toString('latin1');
  return Buffer.from(text.toUpperCase(), 'latin1');
}

export async function startUpperCaseServer({ host, port }: Address): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('data', (chunk) => {
      if (!socket.write(upperCase(chunk))) socket.pause();
    });
    socket.on('drain', () => socket.resume());
    socket.on('end', () => socket.end());
    socket.on('error', () => {});
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
