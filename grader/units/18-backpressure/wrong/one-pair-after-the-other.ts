// Wrong on purpose: it awaits the end of one conversation before it looks at the next client, as an accept() loop without threads does.
// check: many-pairs
// cause: one-pair-at-a-time
import { on, once } from 'node:events';
import net from 'node:net';

export interface Address {
  host: string;
  port: number;
}

export async function startRelay({ host, port }: Address, target: Address): Promise<net.Server> {
  const options = { allowHalfOpen: true, noDelay: true };
  const server = net.createServer(options);
  serve(server, { ...target, ...options }).catch(() => {});
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

async function serve(server: net.Server, target: net.NetConnectOpts): Promise<void> {
  for await (const [client] of on(server, 'connection', { close: ['close'] })) {
    const upstream = net.connect(target);
    carry(client, upstream);
    carry(upstream, client);
    await new Promise((resolve) => client.once('close', resolve));
  }
}

function carry(from: net.Socket, to: net.Socket): void {
  from.on('data', (chunk) => {
    if (!to.write(chunk)) from.pause();
  });
  to.on('drain', () => from.resume());
  from.on('end', () => to.end());
  from.on('error', () => to.resetAndDestroy());
}
