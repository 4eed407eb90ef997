// Wrong on purpose: the first chunk is taken for the whole answer, and the socket destroyed.
// check: client-sends-and-reads
// cause: stopped-after-first-chunk
import net from 'node:net';

export { startEchoServer, startUpperCaseServer } from '../../../../solutions/07-echo-server.ts';

interface Address {
  host: string;
  port: number;
}

export function sendAndReadAll(address: Address, bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const socket = net.connect(address);
    socket.on('error', reject);
    socket.on('data', (answer) => {
      resolve(answer);
      socket.destroy();
    });
    // Nothing was sent, so nothing came back.
    socket.on('end', () => resolve(Buffer.alloc(0)));
    socket.end(bytes);
  });
}
