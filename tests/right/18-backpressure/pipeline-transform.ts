// Right: stream pipelines that do not end their sockets, with a Transform between that counts.
import net from 'node:net';
import { Transform, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';

interface Address {
  host: string;
  port: number;
}

class Counter extends Transform {
  total = 0;

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.total += chunk.length;
    done(null, chunk);
  }
}

async function bridge(client: net.Socket, upstream: net.Socket): Promise<void> {
  // These stand before those of the pipelines, which would close the other side with a FIN.
  client.once('error', () => upstream.resetAndDestroy());
  upstream.once('error', () => client.resetAndDestroy());
  const done = await Promise.allSettled([
    pipeline(client, new Counter(), upstream),
    pipeline(upstream, new Counter(), client),
  ]);
  if (done.some(({ status }) => status === 'rejected')) {
    client.resetAndDestroy();
    upstream.resetAndDestroy();
  }
}

export const startRelay = async (address: Address, target: Address): Promise<net.Server> => {
  const server = net.createServer({ allowHalfOpen: true }, (client) => {
    void bridge(client, net.connect({ ...target, allowHalfOpen: true }));
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(address.port, address.host, listening);
  });
  return server;
};
