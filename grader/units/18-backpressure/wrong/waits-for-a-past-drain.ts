// Wrong on purpose: it waits until the chunk has been written, and only then for 'drain', which has come by then.
// check: goes-on
// cause: paused-for-good
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
  from.on('data', async (chunk) => {
    from.pause();
    let room = true;
    await new Promise<void>((done) => {
      room = to.write(chunk, () => done());
    });
    if (!room) await once(to, 'drain');
    from.resume();
  });
  from.on('end', () => to.end());
  from.on('error', () => to.resetAndDestroy());
}
