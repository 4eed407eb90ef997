// Wrong on purpose: it logs what the client sends from the start, and carries it only once it has connected itself; what came before is gone.
// check: connects-to-target
// cause: early-bytes-lost
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout } from 'node:timers/promises';

export interface Address {
  host: string;
  port: number;
}

export async function startRelay({ host, port }: Address, target: Address): Promise<net.Server> {
  const options = { allowHalfOpen: true, noDelay: true };
  const server = net.createServer(options, (client) => {
    client.on('data', (chunk) => console.log(`${chunk.length} bytes from a client`));
    const upstream = net.connect({ ...target, ...options });
    client.on('error', () => upstream.resetAndDestroy());
    upstream.on('error', () => client.resetAndDestroy());
    upstream.once('connect', async () => {
      await setTimeout(20); // so that the target is ready
      carry(client, upstream);
      carry(upstream, client);
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

function carry(from: net.Socket, to: net.Socket): void {
  from.on('data', (chunk) => {
    if (!to.write(chunk)) from.pause();
  });
  to.on('drain', () => from.resume());
  from.on('end', () => to.end());
}
