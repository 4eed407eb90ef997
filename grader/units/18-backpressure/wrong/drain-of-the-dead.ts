// Wrong on purpose: it leaves a side that waits for room to itself, for 'drain' to wake it; a dead socket has none.
// check: dies-while-blocked
// cause: sender-never-told
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
  let waiting = false;
  let broken = false;
  from.on('data', (chunk) => {
    if (to.write(chunk)) return;
    waiting = true;
    from.pause();
  });
  to.on('drain', () => {
    waiting = false;
    if (broken) from.resetAndDestroy();
    else from.resume();
  });
  to.on('error', () => {
    broken = true;
    if (!waiting) from.resetAndDestroy();
  });
  from.on('end', () => to.end());
}
