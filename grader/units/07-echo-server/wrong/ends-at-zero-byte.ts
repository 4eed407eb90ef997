// Wrong on purpose: a zero byte is taken for the end of what was received, as in a C string.
// check: echoes-all
// cause: zero-byte-as-end
import { once } from 'node:events';
import net from 'node:net';

export { sendAndReadAll, startUpperCaseServer } from '../../../../solutions/07-echo-server.ts';

interface Address {
  host: string;
  port: number;
}

// What stands behind the zero is whatever was in the buffer before.
function received(chunk: Buffer): Buffer {
  const end = chunk.indexOf(0);
  return end < 0 ? chunk : chunk.subarray(0, end);
}

export async function startEchoServer({ host, port }: Address): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('data', (chunk) => {
      if (!socket.write(received(chunk))) socket.pause();
    });
    socket.on('drain', () => socket.resume());
    socket.on('end', () => socket.end());
    socket.on('error', () => {});
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
