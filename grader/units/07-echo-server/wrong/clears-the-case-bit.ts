// Wrong on purpose: capitals lack one bit of the small letters, so it is cleared in every byte.
// check: upper-cases-ascii
// cause: case-bit-of-every-byte
import { once } from 'node:events';
import net from 'node:net';

export { sendAndReadAll, startEchoServer } from '../../../../solutions/07-echo-server.ts';

interface Address {
  host: string;
  port: number;
}

// a is 0110 0001 and A is 0100 0001: no need to ask which letter it is.
function upperCase(chunk: Buffer): Uint8Array {
  return chunk.map((byte) => byte & 0b1101_1111);
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
