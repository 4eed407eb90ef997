// Wrong on purpose: it has a queue of its own, and ends the other side at 'end' though chunks still stand in it.
// check: ends-while-blocked
// cause: lost-tail
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
  const queue: Buffer[] = [];
  let full = false;
  const flush = () => {
    while (!full && !to.writableEnded) {
      const chunk = queue.shift();
      if (!chunk) break;
      full = !to.write(chunk);
    }
    if (queue.length < 8) from.resume();
  };
  from.on('data', (chunk) => {
    queue.push(chunk);
    if (queue.length >= 8) from.pause();
    flush();
  });
  to.on('drain', () => {
    full = false;
    flush();
  });
  from.on('end', () => to.end());
  from.on('error', () => to.resetAndDestroy());
}
