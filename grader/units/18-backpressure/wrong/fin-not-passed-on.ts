// Wrong on purpose: it carries the bytes and nothing else: a FIN stays where it arrived.
// check: passes-on-fin
// cause: no-fin
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
    if (!to.write(chunk)) from.pause();
  });
  to.on('drain', () => from.resume());
  from.on('error', () => to.resetAndDestroy());
}
