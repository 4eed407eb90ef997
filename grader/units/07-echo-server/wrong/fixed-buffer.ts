// Wrong on purpose: reads as with recv(16384), and believes that a chunk cannot be longer than that.
// check: echoes-all
// cause: dropped-part-of-a-chunk
import { once } from 'node:events';
import net from 'node:net';

export { sendAndReadAll, startUpperCaseServer } from '../../../../solutions/07-echo-server.ts';

const SIZE = 16_384;

export async function startEchoServer(address: {
  host: string;
  port: number;
}): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    const buffer = Buffer.alloc(SIZE);
    socket.on('data', (chunk) => {
      const length = chunk.copy(buffer);
      if (!socket.write(Buffer.from(buffer.subarray(0, length)))) socket.pause();
    });
    socket.on('drain', () => socket.resume());
    socket.on('end', () => socket.end());
    socket.on('error', () => {});
  });
  server.listen(address.port, address.host);
  await once(server, 'listening');
  return server;
}
