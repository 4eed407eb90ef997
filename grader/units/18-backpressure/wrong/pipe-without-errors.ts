// Wrong on purpose: it leaves all to pipe(), which passes on bytes and FIN, and no errors.
// check: passes-on-reset
// cause: unhandled-reset
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
    client.pipe(upstream);
    upstream.pipe(client);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
