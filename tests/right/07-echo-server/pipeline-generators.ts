// Right: pipeline with generators
import { once } from 'node:events';
import net from 'node:net';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';

interface Address {
  host: string;
  port: number;
}

type Step = (chunks: AsyncIterable<Buffer>) => AsyncGenerator<Uint8Array>;

async function* echo(chunks: AsyncIterable<Buffer>) {
  for await (const chunk of chunks) yield chunk;
}

async function* upperCase(chunks: AsyncIterable<Buffer>) {
  for await (const chunk of chunks) {
    const letters = 'abcdefghijklmnopqrstuvwxyz';
    for (let i = 0; i < chunk.length; i += 1) {
      if (letters.includes(String.fromCharCode(chunk[i] ?? 0))) chunk[i] = (chunk[i] ?? 0) - 32;
    }
    yield chunk;
  }
}

async function serve(socket: net.Socket, step: Step): Promise<void> {
  socket.on('error', () => {});
  await pipeline(socket, step, socket).catch(() => socket.destroy());
}

function server(step: Step) {
  return async ({ host, port }: Address): Promise<net.Server> => {
    const server = net.createServer({ allowHalfOpen: true });
    server.on('connection', (socket) => serve(socket, step));
    server.listen(port, host);
    await once(server, 'listening');
    return server;
  };
}

export const startEchoServer = server(echo);
export const startUpperCaseServer = server(upperCase);

export async function sendAndReadAll(address: Address, bytes: Uint8Array): Promise<Buffer> {
  const socket = net.connect({ ...address, allowHalfOpen: true });
  const answer = buffer(socket);
  socket.end(bytes);
  return Buffer.from(await answer);
}
