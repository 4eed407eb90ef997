// Right: async iterators
import { once } from 'node:events';
import net from 'node:net';

interface Address {
  host: string;
  port: number;
}

type Answers = (question: AsyncIterable<Buffer>) => AsyncIterable<Uint8Array>;

async function* same(question: AsyncIterable<Buffer>) {
  yield* question;
}

async function* capitals(question: AsyncIterable<Buffer>) {
  for await (const chunk of question) {
    yield Uint8Array.from(chunk, (byte) => (byte < 0x61 || byte > 0x7a ? byte : byte ^ 0x20));
  }
}

async function converse(socket: net.Socket, answers: Answers): Promise<void> {
  // The loop takes its own listener away when it ends, and an RST may still come.
  socket.on('error', () => {});
  try {
    for await (const bytes of answers(socket.iterator({ destroyOnReturn: false }))) {
      if (!socket.write(bytes)) await once(socket, 'drain');
    }
    socket.end();
  } catch {
    socket.destroy();
  }
}

async function start({ host, port }: Address, answers: Answers): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    void converse(socket, answers);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

export const startEchoServer = (address: Address): Promise<net.Server> => start(address, same);

export const startUpperCaseServer = (address: Address): Promise<net.Server> =>
  start(address, capitals);

export async function sendAndReadAll(address: Address, bytes: Uint8Array): Promise<Buffer> {
  const socket = net.connect(address);
  socket.end(bytes);
  return Buffer.concat(await socket.toArray());
}
