// Right: web streams over plain events (Duplex.toWeb does not hold back a sender on Node 20 and 22).
import net from 'node:net';

interface Address {
  host: string;
  port: number;
}

function readable(socket: net.Socket): ReadableStream<Buffer> {
  return new ReadableStream<Buffer>(
    {
      start(controller) {
        socket.pause();
        socket.on('data', (chunk) => {
          controller.enqueue(chunk);
          socket.pause();
        });
        socket.on('end', () => controller.close());
        socket.on('error', (error) => controller.error(error));
      },
      pull() {
        socket.resume();
      },
    },
    { highWaterMark: 1 },
  );
}

function writable(socket: net.Socket): WritableStream<Buffer> {
  return new WritableStream<Buffer>({
    start(controller) {
      socket.on('error', (error) => controller.error(error));
    },
    write(chunk) {
      return new Promise((resolve, reject) => {
        socket.write(chunk, (error) => (error ? reject(error) : resolve()));
      });
    },
    close() {
      socket.end();
    },
    abort() {
      socket.resetAndDestroy();
    },
  });
}

export async function startRelay(address: Address, target: Address): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true }, (client) => {
    const upstream = net.connect({ ...target, allowHalfOpen: true });
    const [there, back] = [writable(upstream), writable(client)];
    for (const socket of [client, upstream]) {
      socket.on('error', () => {
        client.resetAndDestroy();
        upstream.resetAndDestroy();
      });
    }
    const ways = [readable(client).pipeTo(there), readable(upstream).pipeTo(back)];
    void Promise.allSettled(ways);
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ ...address }, () => resolve(server));
  });
}
