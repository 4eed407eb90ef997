// Wrong on purpose: asks for a port of its own, as a server does with bind().
// check: client-sends-and-reads
// cause: fixed-local-port
import { once } from 'node:events';
import net from 'node:net';

export { startEchoServer, startUpperCaseServer } from '../../../../solutions/07-echo-server.ts';

export async function sendAndReadAll(
  address: { host: string; port: number },
  bytes: Uint8Array,
): Promise<Buffer> {
  const socket = net.connect({ ...address, localPort: 45_312 });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.end(bytes);
  await once(socket, 'close');
  return Buffer.concat(chunks);
}
