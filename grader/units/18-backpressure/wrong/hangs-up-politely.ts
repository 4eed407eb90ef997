// Wrong on purpose: it ends the client with a FIN when the target refuses, as if that had been all.
// check: target-refuses
// cause: reset-became-fin
import { once } from 'node:events';
import net from 'node:net';

export interface Address {
  host: string;
  port: number;
}

export async function startRelay({ host, port }: Address, target: Address): Promise<net.Server> {
  const options = { allowHalfOpen: true, noDelay: true };
  const server = net.createServer(options, (client) => {
    const upstream = net.connect({ ...target, ...options });
    upstream.once('error', () => client.end());
    upstream.once('connect', () => {
      upstream.removeAllListeners('error');
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
  from.on('error', () => to.resetAndDestroy());
}
