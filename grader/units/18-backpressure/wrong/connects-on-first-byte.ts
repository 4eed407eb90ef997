// Wrong on purpose: it connects to the target when the client has said something; a server that speaks first is never asked to.
// check: connects-to-target
// cause: connects-late
import { once } from 'node:events';
import net from 'node:net';

export interface Address {
  host: string;
  port: number;
}

export async function startRelay({ host, port }: Address, target: Address): Promise<net.Server> {
  const options = { allowHalfOpen: true, noDelay: true };
  const server = net.createServer(options, (client) => {
    // No use to trouble the target before there is something to say.
    client.once('readable', () => {
      const upstream = net.connect({ ...target, ...options });
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
