// Wrong on purpose: it waits a while when write() says false, instead of for 'drain'.
// check: goes-on
// cause: waits-by-the-clock
import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

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
  from.on('data', async (chunk) => {
    if (to.write(chunk)) return;
    from.pause();
    await sleep(50); // give the other side time to read
    from.resume();
  });
  from.on('end', () => to.end());
  from.on('error', () => to.resetAndDestroy());
}
