// Wrong on purpose: takes z for the end of the range instead of its last letter.
// check: upper-cases-ascii
// cause: range-without-its-end
import { once } from 'node:events';
import net from 'node:net';

/** Where a server listens, or is to be found. Port 0 lets the kernel choose. */
export interface Address {
  host: string;
  port: number;
}

/** A server that sends every byte back as it came; resolves once it listens. */
export function startEchoServer(address: Address): Promise<net.Server> {
  return startServer(address, (chunk) => chunk);
}

/** A server that sends a–z back as A–Z and every other byte as it came; resolves once it listens. */
export function startUpperCaseServer(address: Address): Promise<net.Server> {
  return startServer(address, (chunk) => chunk.map(upperCase));
}

/** Sends `bytes` and then FIN; resolves with all that came back before the other side's FIN. */
export async function sendAndReadAll(address: Address, bytes: Uint8Array): Promise<Buffer> {
  const socket = net.connect(address);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.end(bytes);
  // The socket closes when both sides have sent FIN. An 'error' before that rejects.
  await once(socket, 'close');
  return Buffer.concat(chunks);
}

async function startServer(
  { host, port }: Address,
  answer: (chunk: Buffer) => Uint8Array,
): Promise<net.Server> {
  // allowHalfOpen: when a client has sent its FIN, what is still to be answered is.
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('data', (chunk) => {
      // A client that does not read fills our buffer: read no more of its bytes until it does.
      if (!socket.write(answer(chunk))) socket.pause();
    });
    socket.on('drain', () => socket.resume());
    socket.on('end', () => socket.end());
    // A reset ends this conversation. Without a listener it would end the process.
    socket.on('error', () => {});
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

function upperCase(byte: number): number {
  return byte >= 0x61 && byte < 0x7a ? byte - 0x20 : byte;
}
