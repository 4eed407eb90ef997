// Wrong on purpose: it reads at most 4096 bytes each time it is told of some, as a loop with recv(4096) does; the rest waits for the next event.
// check: carries-all
// cause: stopped-early
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
  const forward = () => {
    const chunk = from.read(Math.min(4096, from.readableLength));
    if (chunk) to.write(chunk);
  };
  from.on('readable', () => {
    if (!to.writableNeedDrain) forward();
  });
  to.on('drain', forward);
  from.on('end', () => to.end());
  from.on('error', () => to.resetAndDestroy());
}
