// Wrong on purpose: it leaves the host out, and so listens on every interface of the machine.
// check: listens
// cause: listens-elsewhere
import { once } from 'node:events';
import net from 'node:net';

export interface Address {
  host: string;
  port: number;
}

export async function startRelay({ port }: Address, target: Address): Promise<net.Server> {
  const options = { allowHalfOpen: true, noDelay: true };
  const server = net.createServer(options, (client) => {
    const upstream = net.connect({ ...target, ...options });
    carry(client, upstream);
    carry(upstream, client);
  });
  server.listen(port);
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
