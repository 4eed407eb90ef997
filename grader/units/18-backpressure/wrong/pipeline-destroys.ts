// Wrong on purpose: it uses pipeline(), which destroys the other side after an error: that sends a FIN.
// check: passes-on-reset
// cause: reset-became-fin
import { once } from 'node:events';
import net from 'node:net';
import { pipeline } from 'node:stream';

export interface Address {
  host: string;
  port: number;
}

export async function startRelay({ host, port }: Address, target: Address): Promise<net.Server> {
  const options = { allowHalfOpen: true, noDelay: true };
  const server = net.createServer(options, (client) => {
    const upstream = net.connect({ ...target, ...options });
    const done = () => {};
    pipeline(client, upstream, done);
    pipeline(upstream, client, done);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
