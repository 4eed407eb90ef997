// Wrong on purpose: it stops the whole pair when one direction is full.
// check: ways-are-independent
// cause: pauses-both-ways
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
    carry(client, upstream);
    carry(upstream, client);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

function carry(from: net.Socket, to: net.Socket): void {
  from.on('data', (chunk) => {
    if (to.write(chunk)) return;
    from.pause();
    to.pause();
  });
  to.on('drain', () => {
    from.resume();
    to.resume();
  });
  from.on('end', () => to.end());
  from.on('error', () => to.resetAndDestroy());
}
