// Right: web streams around a socket
import { once } from 'node:events';
import net from 'node:net';
import { ReadableStream, TransformStream, WritableStream } from 'node:stream/web';

interface Address {
  host: string;
  port: number;
}

function incoming(socket: net.Socket): ReadableStream<Uint8Array> {
  socket.pause();
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        socket.on('data', (chunk) => {
          controller.enqueue(new Uint8Array(chunk));
          if ((controller.desiredSize ?? 0) <= 0) socket.pause();
        });
        socket.on('end', () => controller.close());
        socket.on('error', (error) => controller.error(error));
        // A listener for 'data' sets the socket going: it waits for the first pull.
        socket.pause();
      },
      pull() {
        socket.resume();
      },
      cancel() {
        socket.destroy();
      },
    },
    { highWaterMark: 4 },
  );
}

function outgoing(socket: net.Socket): WritableStream<Uint8Array> {
  return new WritableStream<Uint8Array>({
    write: (chunk) =>
      new Promise((resolve, reject) => {
        socket.write(chunk, (error) => (error ? reject(error) : resolve()));
      }),
    close: () => new Promise((resolve) => socket.end(resolve)),
    abort() {
      socket.destroy();
    },
  });
}

async function start({ host, port }: Address, answer: (bytes: Uint8Array) => Uint8Array) {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    const answers = new TransformStream<Uint8Array, Uint8Array>({
      transform: (bytes, controller) => controller.enqueue(answer(bytes)),
    });
    incoming(socket)
      .pipeThrough(answers)
      .pipeTo(outgoing(socket))
      .catch(() => socket.destroy());
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

export async function startEchoServer(address: Address): Promise<net.Server> {
  return start(address, (bytes) => bytes);
}

export async function startUpperCaseServer(address: Address): Promise<net.Server> {
  return start(address, (bytes) => bytes.map((b) => (b >= 0x61 && b <= 0x7a ? b - 0x20 : b)));
}

export async function sendAndReadAll(address: Address, bytes: Uint8Array): Promise<Buffer> {
  const socket = net.connect(address);
  await once(socket, 'connect');
  const chunks = incoming(socket);
  socket.on('error', () => {});
  const writer = outgoing(socket).getWriter();
  const sent = writer.write(bytes).then(() => writer.close());
  const answer: Uint8Array[] = [];
  const received = (async () => {
    for await (const chunk of chunks) answer.push(chunk);
  })();
  await Promise.all([sent, received]);
  return Buffer.concat(answer);
}
