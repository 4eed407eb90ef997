// Wrong on purpose: it reads text, for a log perhaps, and sends that on; what is no UTF-8 does not survive.
// check: carries-bytes
// cause: decoded-on-the-way
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
  from.setEncoding('utf8');
  from.on('data', (text) => {
    if (!to.write(text)) from.pause();
  });
  to.on('drain', () => from.resume());
  from.on('end', () => to.end());
  from.on('error', () => to.resetAndDestroy());
}
