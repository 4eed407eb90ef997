// Wrong on purpose: it races 'drain' against 'close' for each chunk that has to wait; the listener that loses the race stays.
// check: bounded-memory
// cause: listener-per-chunk
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

async function carry(from: net.Socket, to: net.Socket): Promise<void> {
  from.on('error', () => to.resetAndDestroy());
  try {
    for await (const chunk of from.iterator({ destroyOnReturn: false })) {
      if (!to.write(chunk)) await Promise.race([once(to, 'drain'), once(to, 'close')]);
    }
    to.end();
  } catch {
    to.resetAndDestroy();
  }
}
