// Right: a loop for each direction, which waits for room with promises.
import { once } from 'node:events';
import net from 'node:net';

type Address = { host: string; port: number };

export async function startRelay(address: Address, target: Address): Promise<net.Server> {
  const server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true }, (client) => {
    void relay(client, target);
  });
  server.listen(address);
  await once(server, 'listening');
  return server;
}

async function relay(client: net.Socket, target: Address): Promise<void> {
  const upstream = net.connect({ ...target, allowHalfOpen: true });
  const reset = () => {
    client.resetAndDestroy();
    upstream.resetAndDestroy();
  };
  client.on('error', reset);
  upstream.on('error', reset);
  const both = [carry(client, upstream), carry(upstream, client)];
  await Promise.all(both).catch(reset);
}

async function carry(from: net.Socket, to: net.Socket): Promise<void> {
  for await (const chunk of from.iterator({ destroyOnReturn: false })) {
    if (to.destroyed) return;
    if (!to.write(chunk)) await room(to);
  }
  to.end();
}

/** Room to write, or the end of the socket: whichever comes takes the other's listener away. */
async function room(socket: net.Socket): Promise<void> {
  const decided = new AbortController();
  const { signal } = decided;
  const waits = [once(socket, 'drain', { signal }), once(socket, 'close', { signal })];
  await Promise.race(waits).finally(() => decided.abort());
  await Promise.allSettled(waits);
}
