// Wrong on purpose: connects to the port, and leaves out the host.
// check: client-sends-and-reads
// cause: host-ignored
import { once } from 'node:events';
import net from 'node:net';

export { startEchoServer, startUpperCaseServer } from '../../../../solutions/07-echo-server.ts';

export async function sendAndReadAll(
  { port }: { host: string; port: number },
  bytes: Uint8Array,
): Promise<Buffer> {
  const socket = net.connect(port);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.end(bytes);
  await once(socket, 'close');
  return Buffer.concat(chunks);
}
