// Wrong on purpose: it leaves allowHalfOpen out for its clients: Node answers the FIN of each by its own.
// check: passes-on-fin
// cause: fin-ended-both-ways
import { once } from 'node:events';
import net from 'node:net';

export interface Address {
  host: string;
  port: number;
}

export async function startRelay({ host, port }: Address, target: Address): Promise<net.Server> {
  const options = { allowHalfOpen: true, noDelay: true };
  const server = net.createServer({ noDelay: true }, (client) => {
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
    if (!to.write(chunk)) from.pause();
  });
  to.on('drain', () => from.resume());
  from.on('end', () => to.end());
  from.on('error', () => to.resetAndDestroy());
}
