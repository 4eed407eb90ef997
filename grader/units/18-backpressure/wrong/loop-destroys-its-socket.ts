// Wrong on purpose: it loops over each socket with a plain for await, which destroys the socket when its loop has ended at the FIN.
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
  const server = net.createServer(options, (client) => {
    const upstream = net.connect({ ...target, ...options });
    const breakOff = () => {
      client.resetAndDestroy();
      upstream.resetAndDestroy();
    };
    client.on('error', breakOff);
    upstream.on('error', breakOff);
    carry(client, upstream).catch(breakOff);
    carry(upstream, client).catch(breakOff);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

async function carry(from: net.Socket, to: net.Socket): Promise<void> {
  for await (const chunk of from) {
    if (!to.write(chunk)) await once(to, 'drain');
  }
  to.end();
}
