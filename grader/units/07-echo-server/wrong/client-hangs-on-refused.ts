// Wrong on purpose: an error is logged, and nobody tells whoever waits for the answer.
// check: client-reports-errors
// cause: never-settles
import net from 'node:net';

export { startEchoServer, startUpperCaseServer } from '../../../../solutions/07-echo-server.ts';

interface Address {
  host: string;
  port: number;
}

export function sendAndReadAll(address: Address, bytes: Uint8Array): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = net.connect(address);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => resolve(Buffer.concat(chunks)));
    socket.on('error', (error) => console.error(`connection failed: ${error.message}`));
    socket.end(bytes);
  });
}
