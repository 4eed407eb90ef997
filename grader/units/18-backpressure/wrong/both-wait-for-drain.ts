// Wrong on purpose: each direction waits for 'drain' alone; where both wait, nobody is left to hear that the other end broke off.
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
    const breakOff = () => {
      client.resetAndDestroy();
      upstream.resetAndDestroy();
    };
    // The loops throw the error; these keep the process alive.
    client.on('error', () => {});
    upstream.on('error', () => {});
    carry(client, upstream).catch(breakOff);
    carry(upstream, client).catch(breakOff);
  });
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

async function carry(from: net.Socket, to: net.Socket): Promise<void> {
  for await (const chunk of from.iterator({ destroyOnReturn: false })) {
    if (!to.write(chunk)) await new Promise((resolve) => to.once('drain', resolve));
  }
  to.end();
}
